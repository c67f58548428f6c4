using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Orchestration;

namespace EdgeVoice.Tests.AspireLocal;

public sealed class OrchestratorTests
{
    private const string Server = "require('http').createServer((q, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1')";

    [Fact]
    public async Task WaitFor_DependencyHealthyOrDone_StartsInOrder()
    {
        await using var application = new RunningApplication();
        var server = application.Builder.AddExecutable("server", "node", "/tmp", "-e", Server).WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/");
        var once = application.AddShell("once", "true").WaitFor(server);
        application.AddShell("last", "exec sleep 60").WaitForCompletion(once);
        var order = new List<string>();
        server.OnResourceReady((_, _, _) => Note("ready"));
        once.OnBeforeResourceStarted((_, _, _) => Note("once"));

        await application.StartAsync();
        await application.PidAsync("last");
        await application.LineAsync("Ready in ");

        Assert.Equal(["ready", "once"], order);
        Assert.True(application.Notifications.TryGetCurrentState("once", out var state));
        Assert.Equal((KnownResourceStates.Finished, 0), (state.Snapshot.State?.Text, state.Snapshot.ExitCode));

        Task Note(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task WaitForCompletion_DependencyFails_DoesNotStart()
    {
        await using var application = new RunningApplication();
        var once = application.AddShell("once", "exit 3");
        application.AddShell("last", "exec sleep 60").WaitForCompletion(once);

        await application.StartAsync();

        Assert.Equal("[once] exited with code 3; what waits for it does not start", await application.LineAsync("[once] exited"));
        Assert.Equal("[last] not started: once exited with code 3 instead of 0. Fix that, then restart.", await application.LineAsync("[last]"));
        await application.Notifications.WaitForResourceAsync("last", KnownResourceStates.FailedToStart, RunningApplication.Limit());
    }

    [Fact]
    public async Task Process_Killed_IsReportedAndRestartedOnItsPort()
    {
        await using var application = new RunningApplication();
        var server = application.Builder.AddExecutable("server", "node", "/tmp", "-e", Server).WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/");
        await application.StartAsync();
        var pid = await application.PidAsync("server");
        await application.Notifications.WaitForResourceHealthyAsync("server", RunningApplication.Limit());
        var port = server.GetEndpoint("http").Port;

        var killed = Stopwatch.GetTimestamp();
        Posix.Signal(pid, Posix.SigKill);
        var line = await application.LineAsync("[server] exited");

        Assert.True(Stopwatch.GetElapsedTime(killed) < TimeSpan.FromSeconds(2));
        Assert.Equal("[server] exited with code 137 (SIGKILL); restarting in 0.5 s", line);
        Assert.NotEqual(pid, await application.PidAsync("server", skip: 1));
        await application.Notifications.WaitForResourceHealthyAsync("server", RunningApplication.Limit());
        Assert.Equal(port, server.GetEndpoint("http").Port);
    }

    [Fact]
    public async Task Process_CrashLoop_BacksOffAndSaysSo()
    {
        await using var application = new RunningApplication();
        application.AddShell("crash", "echo broken >&2; exit 7");

        await application.StartAsync();

        Assert.Equal("[crash] exited with code 7; restarting in 0.5 s", await application.LineAsync("[crash] exited"));
        Assert.Equal("[crash] exited with code 7; restarting in 1 s", await application.LineAsync("[crash] exited", skip: 1));
        Assert.Contains("[crash] broken", application.Lines);
    }

    [Fact]
    public void RestartBackoff_ManyFailures_EndsAtTenSeconds()
    {
        var backoff = new RestartBackoff(TimeProvider.System);
        backoff.Started();

        var waits = Enumerable.Range(0, 8).Select(_ => backoff.Next().TotalSeconds);

        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10, 10], waits);
    }

    [Fact]
    public async Task Stop_StubbornProcess_IsKilledWithItsChildren()
    {
        await using var application = new RunningApplication("--AspireLocal:StopSeconds=0.3");
        application.AddShell("stubborn", "trap '' TERM; sleep 61 & echo child $!; while :; do sleep 1; done");
        await application.StartAsync();
        var pid = await application.PidAsync("stubborn");
        var child = int.Parse((await application.LineAsync("[stubborn] child ")).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);

        await application.Application.StopAsync(RunningApplication.Limit());

        Assert.Contains("[stubborn] did not stop within 0.3 s: killed", application.Lines);
        Assert.Empty(await StartedLine.AliveAfterAsync([pid, child], TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Stop_Dependants_EndFirst()
    {
        await using var application = new RunningApplication();
        var first = application.AddShell("first", "trap 'echo bye; exit 0' TERM; while :; do sleep 0.1; done");
        application.AddShell("second", "trap 'sleep 0.3; echo bye; exit 0' TERM; while :; do sleep 0.1; done").WaitForStart(first);
        await application.StartAsync();
        await application.PidAsync("second");

        await application.Application.StopAsync(RunningApplication.Limit());

        Assert.Equal(["[second] stopped", "[first] stopped"], application.Lines.Where(line => line.EndsWith("stopped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Commands_StopStartRestart_DoWhatTheySay()
    {
        await using var application = new RunningApplication();
        var sleeper = application.AddShell("sleeper", "exec sleep 60").WithCommand("greet", "Greet", _ => Task.FromResult(CommandResults.Success("hello")));
        await application.StartAsync();
        var pid = await application.PidAsync("sleeper");
        var commands = application.Application.ResourceCommands;

        Assert.Equal("hello", (await commands.ExecuteCommandAsync("sleeper", "greet")).Message);
        Assert.True((await commands.ExecuteCommandAsync(sleeper.Resource, KnownResourceCommands.StopCommand)).Success);
        Assert.False(StartedLine.IsAlive(pid));
        Assert.True((await commands.ExecuteCommandAsync("sleeper", KnownResourceCommands.StartCommand)).Success);
        var second = await application.PidAsync("sleeper", skip: 1);
        Assert.True((await commands.ExecuteCommandAsync("sleeper", KnownResourceCommands.RestartCommand)).Success);
        Assert.NotEqual(second, await application.PidAsync("sleeper", skip: 2));
        Assert.Equal("Resource 'sleeper' has no command 'dance'.", (await commands.ExecuteCommandAsync("sleeper", "dance")).Message);
    }

    [Fact]
    public async Task FixedPort_Busy_TakesTheNextAndSaysSo()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;
        await using var application = new RunningApplication();
        var server = application.AddShell("server", "exec sleep 60").WithHttpEndpoint(port: port);

        await application.StartAsync();

        Assert.True(server.GetEndpoint("http").Port > port);
        Assert.Equal($"[server] port {port} is in use by another program: http listens on {server.GetEndpoint("http").Port} instead", await application.LineAsync("[server] port"));
    }

    [Fact]
    public async Task Executable_Missing_SaysWhatToInstall()
    {
        await using var application = new RunningApplication();
        application.Builder.AddExecutable("ghost", "no-such-program", "/tmp");

        await application.StartAsync();

        Assert.Equal("[ghost] could not start: 'no-such-program' was not found. Install it, or add its folder to PATH.", await application.LineAsync("[ghost]"));
    }
}
