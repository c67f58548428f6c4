using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.Tests.AspireLocal;

public sealed class ModelTests
{
    [Theory]
    [InlineData("1agent", "does not start with an ASCII letter")]
    [InlineData("agent_1", "something else than ASCII letters, digits and hyphens")]
    [InlineData("agent--us", "two hyphens in a row")]
    [InlineData("agent-", "ends with a hyphen")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123456", "longer than 64 characters")]
    public async Task AddResource_InvalidName_SaysWhatIsWrong(string name, string problem)
    {
        await using var application = new RunningApplication();

        var exception = Assert.Throws<DistributedApplicationException>(() => application.Builder.AddParameter(name));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddResource_NameTaken_SaysSo()
    {
        await using var application = new RunningApplication();
        application.Builder.AddParameter("agent");

        var exception = Assert.Throws<DistributedApplicationException>(() => application.Builder.AddParameter("Agent"));

        Assert.Contains("two resources named 'Agent'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ParametersMissing_NamesThemAll()
    {
        await using var application = new RunningApplication("--Parameters:given=1");
        application.Builder.AddParameter("given");
        application.Builder.AddParameter("first-key", secret: true);
        application.Builder.AddParameter("second");

        var exception = await Assert.ThrowsAsync<MissingParameterValueException>(application.StartAsync);

        Assert.StartsWith("No value for parameters first-key, second. Set it with `dotnet user-secrets set \"Parameters:first-key\"", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Parameters__first_key.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratedParameter_AskedTwice_IsTheSame()
    {
        await using var application = new RunningApplication();
        var parameter = application.Builder.AddParameter("secret", new GenerateParameterDefault { MinLength = 43, Special = false }, secret: true);

        var first = await parameter.Resource.GetValueAsync(CancellationToken.None);

        Assert.Matches("^[A-Za-z0-9]{43}$", first);
        Assert.Equal(first, await parameter.Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ReferenceExpression_BracesAndUri_AreKeptAndEncoded()
    {
        await using var application = new RunningApplication("--Parameters:key=a b");
        var key = application.Builder.AddParameter("key");

        var expression = ReferenceExpression.Create($"{{x}} {key} {key.Resource:uri}");

        Assert.Equal("{x} a b a%20b", await expression.GetValueAsync(CancellationToken.None));
        Assert.Equal("{x} {key.value} {key-uri-encoded.value}", expression.ValueExpression);
    }

    [Theory]
    [InlineData("run", "Argument 'run' is not understood: settings are given as --Key=Value.")]
    [InlineData("--step", "Argument '--step' needs a value.")]
    [InlineData("--operation=walk", "--operation is 'walk': it must be run or publish.")]
    public void CreateBuilder_BadArgument_NamesIt(string argument, string message)
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => new RunningApplication(argument));

        Assert.Equal(message, exception.Message);
    }
}
