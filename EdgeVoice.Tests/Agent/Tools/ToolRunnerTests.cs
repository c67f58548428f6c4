using System.Text.Json;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Effects;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Tools;

public sealed class ToolRunnerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Run_Known_ReturnsWhatTheToolSays()
    {
        var result = await RunAsync((_, key, _) => Task.FromResult($"\"{key}\""));

        Assert.Equal(new ToolResult(true, "\"call:1\""), result);
    }

    [Fact]
    public async Task Run_Unknown_SaysSo()
    {
        var runner = Runner((_, _, _) => Task.FromResult("{}"));
        var result = await runner.RunAsync("other", "{}", Call, TestContext.Current.CancellationToken);

        Assert.False(result.Ok);
        Assert.Equal("there is no tool 'other'", Error(result));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("time=19:00")]
    [InlineData("""{"name":"Miller","\ud800":1}""")]
    [InlineData("""{"name":"\udc00"}""")]
    public async Task Run_ArgumentsThatAreNotJson_SaysSo(string arguments)
    {
        var result = await RunAsync((_, _, _) => Task.FromResult("{}"), arguments);

        Assert.Equal("the arguments are not JSON", Error(result));
    }

    [Fact]
    public async Task Run_WrongArgument_TellsTheModelWhatToAsk()
    {
        var result = await RunAsync((arguments, _, _) => Task.FromResult(ToolArguments.Text(arguments, "name")));

        Assert.Equal("'name' is missing: ask the caller for it", Error(result));
    }

    [Fact]
    public async Task Run_ToolThatThrows_KeepsItsMessageToItself()
    {
        var result = await RunAsync((_, _, _) => throw new InvalidOperationException("password of the database"));

        Assert.Equal("it does not work at the moment", Error(result));
    }

    [Fact]
    public async Task Run_ToolThatNeverAnswers_EndsAtItsLimit()
    {
        var running = RunAsync((_, _, _) => new TaskCompletionSource<string>().Task);
        await Eventually.IsTrueAsync("the limit", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return running.IsCompleted;
        }, TimeSpan.FromSeconds(20));

        Assert.Equal("it takes too long at the moment", Error(await running));
    }

    [Fact]
    public async Task Run_WhenTheCallEnds_IsCancelled()
    {
        using var ends = new CancellationTokenSource();
        var running = Runner((_, _, _) => new TaskCompletionSource<string>().Task).RunAsync("scripted", "{}", Call, ends.Token);
        await ends.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void Definitions_OfAnUnknownTool_NamesItAndTheKnownOnes()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Runner((_, _, _) => Task.FromResult("")).Definitions(["missing"]));

        Assert.Contains("'missing'", error.Message, StringComparison.Ordinal);
        Assert.Contains("scripted", error.Message, StringComparison.Ordinal);
    }

    private Task<ToolResult> RunAsync(Func<JsonElement, string, CancellationToken, Task<string>> tool, string arguments = "{}") =>
        Runner(tool).RunAsync("scripted", arguments, Call, TestContext.Current.CancellationToken);

    private ToolRunner Runner(Func<JsonElement, string, CancellationToken, Task<string>> tool) =>
        new([new ScriptedTool(tool)], _time, NullLogger<ToolRunner>.Instance);

    private static ToolInvocation Call(JsonElement arguments) => new("call", new ToolIntent(1, 1, "1", "{}"), "call:1", arguments, _ => throw new InvalidOperationException("nothing is deferred here"));

    private static string Error(ToolResult result) => JsonDocument.Parse(result.Output).RootElement.GetProperty("error").GetString()!;
}
