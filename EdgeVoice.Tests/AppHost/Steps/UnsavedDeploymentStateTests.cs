using EdgeVoice.AppHost.Steps;

namespace EdgeVoice.Tests.AppHost.Steps;

public sealed class UnsavedDeploymentStateTests
{
    private readonly UnsavedDeploymentState _state = new();

    [Fact]
    public async Task Section_SavedInOneStep_IsThereForTheNextAndNowhereOnDisk()
    {
        var section = await _state.AcquireSectionAsync("Parameters", TestContext.Current.CancellationToken);
        section.Data["openai-api-key"] = "sk-test";

        Assert.Empty((await _state.AcquireSectionAsync("Parameters", TestContext.Current.CancellationToken)).Data);
        await _state.SaveSectionAsync(section, TestContext.Current.CancellationToken);

        var next = await _state.AcquireSectionAsync("Parameters", TestContext.Current.CancellationToken);
        Assert.Equal(("sk-test", 1L), (next.Data["openai-api-key"]!.GetValue<string>(), next.Version));
        Assert.Null(_state.StateFilePath);
    }

    [Fact]
    public async Task Section_Deleted_IsEmptyAgain()
    {
        var section = await _state.AcquireSectionAsync("Parameters", TestContext.Current.CancellationToken);
        section.Data["key"] = "value";
        await _state.SaveSectionAsync(section, TestContext.Current.CancellationToken);

        await _state.DeleteSectionAsync(section, TestContext.Current.CancellationToken);

        Assert.Empty((await _state.AcquireSectionAsync("Parameters", TestContext.Current.CancellationToken)).Data);
    }
}
