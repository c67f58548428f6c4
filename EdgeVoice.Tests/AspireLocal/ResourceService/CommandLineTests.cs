using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Building;
using EdgeVoice.AspireLocal.ResourceService;

namespace EdgeVoice.Tests.AspireLocal.ResourceService;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Command_OnTheRunningOne_RunsAndPrintsItsAnswer()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder);

        Assert.Equal("hello\n", await RunAsync(folder, "sleeper", "greet"));
        Assert.Equal("sleeper: kill done\n", await RunAsync(folder, "sleeper", "kill"));
        await application.PidAsync("sleeper", skip: 1);
    }

    [Fact]
    public async Task List_ShowsCommandsAndThoseThatCannotRunNow()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder);

        Assert.Equal("sleeper  Running     greet (start) stop restart kill down\n", await RunAsync(folder, "list"));
        Assert.Equal("sleeper  Running     greet (start) stop restart kill down\n", await RunAsync(folder, "sleeper"));
    }

    [Theory]
    [InlineData("There is no resource 'ghost'. Resources: sleeper.", "ghost", "kill")]
    [InlineData("There is no resource 'ghost'. Resources: sleeper.", "ghost")]
    [InlineData("sleeper has no command 'dance'. Commands: greet, start, stop, restart, kill, down.", "sleeper", "dance")]
    [InlineData("sleeper cannot start now: its state is Running.", "sleeper", "start")]
    public async Task Command_Impossible_SaysWhatThereIs(string message, params string[] words)
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder);

        Assert.Equal(message, (await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(folder, words))).Message);
    }

    [Fact]
    public async Task Command_NothingRuns_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await using (await StartAsync(folder))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine("apphost.json")));
            }
        }

        var stopped = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(folder, "sleeper", "kill"));
        // As a killed run leaves it.
        ServiceFile.Write(folder.Combine("apphost.json"), new ServiceAddress("http://127.0.0.1:9", "key", 1));
        var killed = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(folder, "sleeper", "kill"));

        Assert.StartsWith("No AppHost is running with ", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(stopped.Message, killed.Message);
    }

    [Fact]
    public void Parse_CommandAmongSwitches_TakesTwoWords()
    {
        var values = CommandLine.Parse(["--EdgeVoice:Slots=3", "--command", "sleeper", "kill", "--log-level", "debug"]);

        Assert.Equal(("sleeper", "kill", "3", "debug"), (values[ServiceSettings.CommandResource], values[ServiceSettings.CommandName], values["EdgeVoice:Slots"], values["Pipeline:LogLevel"]));
    }

    [Fact]
    public void Parse_CommandWithoutWords_SaysWhatIsMissing() => Assert.Equal(
        "Argument '--command' needs a resource and a command, or 'list': --command RESOURCE COMMAND.",
        Assert.Throws<DistributedApplicationException>(() => CommandLine.Parse(["--command"])).Message);

    private static async Task<RunningApplication> StartAsync(TemporaryFolder folder)
    {
        var application = new RunningApplication($"--{ServiceSettings.File}={folder.Combine("apphost.json")}");
        application.AddShell("sleeper", "exec sleep 60").WithCommand("greet", "Greet", _ => Task.FromResult(CommandResults.Success("hello")));
        await application.StartAsync();
        await application.PidAsync("sleeper");
        await application.Notifications.WaitForResourceAsync("sleeper", cancellationToken: RunningApplication.Limit());
        return application;
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, params string[] words)
    {
        await using var asked = new RunningApplication([$"--{ServiceSettings.File}={folder.Combine("apphost.json")}", "--command", .. words]);
        using var output = new StringWriter { NewLine = "\n" };
        await new CommandRun(asked.Builder.Configuration).RunAsync(output, RunningApplication.Limit());
        return output.ToString();
    }
}
