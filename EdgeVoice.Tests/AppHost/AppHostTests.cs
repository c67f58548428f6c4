using System.Globalization;
using EdgeVoice.AspireLocal.Orchestration;
using EdgeVoice.Tests.AspireLocal;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost;

public sealed class AppHostTests
{
    private static readonly string[] s_early = ["postgres", "realtime-us-east", "livekit-us-east"];

    [Fact]
    public async Task Killed_LeavesNoProcess()
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, "--EdgeVoice:Regions=us-east");
        await host.LineAsync("Call page  http://127.0.0.1:");
        var children = new List<int>();
        foreach (var resource in s_early)
        {
            children.Add(StartedLine.Pid(await host.LineAsync($"[{resource}] started (pid ")));
        }

        var descendants = children.SelectMany(Children).ToArray();
        Posix.Signal(host.Id, Posix.SigKill);

        Assert.Empty(await StartedLine.AliveAfterAsync([.. children, .. descendants], TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Interrupted_StopsInOrder()
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, "--EdgeVoice:Regions=us-west");
        var postgres = StartedLine.Pid(await host.LineAsync("[postgres] started (pid "));
        await host.LineAsync("[livekit-us-west] started (pid ");

        Posix.Signal(host.Id, Posix.SigInt);

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Contains("[postgres] stopped", host.Lines);
        Assert.False(StartedLine.IsAlive(postgres));
    }

    [Theory]
    [InlineData("--EdgeVoice:Regions=us-east,mars", "error: EdgeVoice:Regions names 'mars'. Known regions: us-east, us-west, eu-central.")]
    [InlineData("--EdgeVoice:Slots=none", "error: EdgeVoice:Slots is 'none': it must be a number from 1 to 10000.")]
    [InlineData("--EdgeVoice:Ports:Random=perhaps", "error: EdgeVoice:Ports:Random is 'perhaps': it must be true or false.")]
    public async Task Setting_Wrong_IsNamedAndEndsTheRun(string argument, string message)
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, argument);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(message, Assert.Single(host.Lines));
    }

    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task Manifest_IsTheCheckedInOne(params string[] args)
    {
        using var folder = new TemporaryFolder();
        var path = RepositoryRoot.Combine($"aspire-manifest.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.json");
        try
        {
            using var host = new AppHostProcess(folder, [.. args, "--output-path", path]);

            Assert.Equal(0, await host.ExitCodeAsync());
            Assert.Equal(await File.ReadAllTextAsync(RepositoryRoot.Combine("aspire-manifest.json")), await File.ReadAllTextAsync(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Publish_StepUnknown_IsNamed()
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, "--operation", "publish", "--step", "fly");

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.StartsWith("error: There is no step 'fly'. Steps: deploy, ", Assert.Single(host.Lines), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Children(int processId) => Directory.EnumerateDirectories("/proc/" + processId.ToString(CultureInfo.InvariantCulture) + "/task")
        .Select(task => Path.Combine(task, "children"))
        .Where(File.Exists)
        .SelectMany(path => File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(text => int.Parse(text, CultureInfo.InvariantCulture));
}
