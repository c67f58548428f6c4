using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>Ends of the AppHost itself, asked for and not: no process of its tree outlives it.</summary>
[Collection(CrashGroup.Name)]
public sealed partial class AppHostKilledTests : IDisposable
{
    private const string Region = "us-east";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    // What the run's own orchestrator needs to notice and to end what it has started.
    private static readonly TimeSpan s_gone = TimeSpan.FromSeconds(10);

    private readonly string _state = Directory.CreateTempSubdirectory("edgevoice-state").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task Killed_DuringACall_LeavesNoProcessAndItsSuccessorClosesTheCall()
    {
        string finished, open;
        await using (var first = await AppHostProcess.StartAsync(_state, ownsState: false, Region, environment: null))
        {
            await using var before = await GreetedAsync(first);
            await before.HangUpAsync();
            finished = before.CallId;
            await JournalReader.EndedCallAsync(first.Database, finished, s_limit);
            await using var caller = await GreetedAsync(first);
            open = caller.CallId;
            var tree = first.Tree;
            Assert.Contains(tree, process => process.Name == "postgres");
            Assert.Contains(tree, process => process.Id == first.ProcessIdOf("agent-us-east"));

            // Not asked politely either, as the orchestrator would: the call stays open in the spool.
            Signals.Send(first.ProcessIdOf("agent-us-east"), Signals.Kill);
            first.Kill();

            await AssertGoneAsync(tree, s_gone);
            Assert.Empty(Leaks.Of(first));
        }

        await using var second = await AppHostProcess.StartAsync(_state, ownsState: false, Region, environment: null);
        Assert.Equal("agent_lost", (await JournalReader.EndedCallAsync(second.Database, open, s_limit)).Outcome);
        Assert.Single(await JournalReader.TurnsAsync(second.Database, open));
        Assert.Equal("caller_hung_up", (await JournalReader.EndedCallAsync(second.Database, finished, s_limit)).Outcome);
        Assert.Single(await JournalReader.TurnsAsync(second.Database, finished));
        Assert.Empty(Leaks.Of(second));
    }

    [Theory]
    [InlineData("dotnet")]
    [InlineData("initdb")]
    [InlineData("postgres")]
    public async Task Killed_WhileStarting_LeavesNoProcess(string latest)
    {
        await using var appHost = AppHostProcess.Launch(_state, ownsState: false, Region, environment: null);
        IReadOnlyList<ProcessIdentity> tree = [];
        await Eventually.IsTrueAsync($"a process {latest}", () => (tree = appHost.Tree).Any(process => process.Name == latest), s_limit);

        appHost.Kill();

        await AssertGoneAsync(tree, s_gone);
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Asked_ToEnd_LeavesNoProcess(int signal)
    {
        await using var appHost = AppHostProcess.Launch(_state, ownsState: false, Region, environment: null, "setsid", "dotnet", "exec", AppHostProcess.Assembly);
        await appHost.LineAsync(ReadyLine(), s_limit);
        var tree = appHost.Tree;

        // A terminal sends Ctrl-C to the whole group; a service manager asks the program alone.
        Signals.Send(signal == Signals.Interrupt ? -appHost.ProcessId : appHost.ProcessId, signal);

        var exitCode = await appHost.ExitAsync(s_limit);
        await AssertGoneAsync(tree, s_gone);
        Assert.Equal(0, exitCode);
        Assert.Empty(Leaks.Of(appHost));
    }

    [Fact]
    public async Task DotnetRun_Killed_EndsTheAppHostAndEverything()
    {
        await using var appHost = AppHostProcess.Launch(
            _state, ownsState: false, Region, environment: null, "dotnet", "run", "--no-build", "--configuration", RepositoryRoot.Configuration, "--no-launch-profile", "--project", "EdgeVoice.AppHost");
        await appHost.LineAsync(ReadyLine(), s_limit);
        var tree = appHost.Tree;
        Assert.Contains(tree, process => process.Name == "postgres");

        appHost.Kill();

        await AssertGoneAsync(tree, TimeSpan.FromSeconds(15));
    }

    private static async Task<CallerProcess> GreetedAsync(AppHostProcess appHost)
    {
        var caller = CallerProcess.Start(appHost.CallPage, "echo");
        await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 1, s_limit);
        return caller;
    }

    /// <summary>Neither a process of the tree is left nor one that was started since; all of them know the state folder.</summary>
    private async Task AssertGoneAsync(IReadOnlyList<ProcessIdentity> tree, TimeSpan limit)
    {
        try
        {
            await Eventually.IsTrueAsync("all processes gone", () => !tree.Any(ProcessTree.IsAlive) && !ProcessTree.WithEnvironment(_state).Any(), limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Still there: {string.Join(", ", tree.Where(ProcessTree.IsAlive).Concat(ProcessTree.WithEnvironment(_state)))}");
        }
    }

    [GeneratedRegex(@"^Ready in ")]
    private static partial Regex ReadyLine();
}
