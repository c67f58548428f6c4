using EdgeVoice.Tests.Dashboard;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

[Collection(DashboardGroup.Name)]
[Trait("Category", "Browser")]
public sealed class LoadingTests(DashboardBrowser browser) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task APage_ShowsTheNewestTurnsWhileOlderOnesAreRead_SaysSo_AndTheOthersFollow()
    {
        foreach (var call in new[] { new SentCall("call_old", 1), new SentCall("call_new", 2) })
        {
            await using var before = await StartAsync();
            await before.SendAsync(call.Turn(1));
        }

        var slow = new SlowFile(Directory.GetFiles(Path.Combine(_folder, "telemetry"), "traces-*").Order(StringComparer.Ordinal).First());
        await using var host = await StartAsync();
        await using var page = await DashboardPage.OpenAsync(browser, host, "/turns", ColorScheme.Dark);

        await Assertions.Expect(page.Part("turn")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Part("turn")).ToContainTextAsync("call_new");
        await Assertions.Expect(page.Part("reading")).ToContainTextAsync("Older turns follow");
        await Screenshots.SaveAsync(page.Page, "dashboard-loading-dark");
        await slow.LetGoAsync();
        await Assertions.Expect(page.Part("turn")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Part("reading")).ToHaveCountAsync(0);
        Assert.Empty(page.Errors);
    }

    private Task<DashboardHost> StartAsync() => DashboardHost.StartAsync($"--Dashboard:DataDirectory={_folder}", "--Dashboard:Limits:MaxReadAtStart=1");
}
