using EdgeVoice.AppHost.Publication;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Steps;

/// <summary>A publish that is killed with SIGKILL leaves the earlier folder or the new one, whole, and keeps nobody from publishing again.</summary>
public sealed class KilledPublishTests
{
    [Fact]
    public async Task Killed_WhileItWrites_LeavesAWholeFolder()
    {
        using var folder = new TemporaryFolder();
        var output = folder.Combine("out");
        await FleetPipeline.RunAsync("publish", output, "--EdgeVoice:Fleet:Images:Tag=0.9.0");
        var before = File.ReadAllText(Path.Combine(output, FileSums.Name));
        var writing = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(folder.Path) { EnableRaisingEvents = true };
        watcher.Created += (_, created) => _ = created.Name == ".out.publishing" && writing.TrySetResult();

        using (var host = new AppHostProcess(folder, "--operation", "publish", "--step", "publish", "--output-path", output))
        {
            await writing.Task.WaitAsync(TimeSpan.FromSeconds(60));
            Signals.Send(host.Id, Signals.Kill);
            await host.ExitCodeAsync();
        }

        var sums = FileSums.Read(output)!;
        // Before the swap or after it, whichever the signal met.
        Assert.Contains(File.ReadAllText(Path.Combine(output, FileSums.Name)), new[] { before, FileSums.Of(PublishedFleets.Default).Content });
        Assert.All(sums, entry => Assert.Equal(entry.Value, FileSums.Sum(File.ReadAllBytes(Path.Combine(output, entry.Key)))));
        await FleetPipeline.RunAsync("publish", output);
        Assert.False(Directory.Exists(folder.Combine(".out.publishing")));
    }
}
