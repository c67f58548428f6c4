using System.Diagnostics;
using System.Text.Json;
using EdgeVoice.Agent.Calls.Journal;

namespace EdgeVoice.Tests.Agent.Calls;

/// <summary>A real file system of 64 KB, which takes root on Linux to mount.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly string _disk = Directory.CreateTempSubdirectory("edgevoice-disk-").FullName;
    private bool _mounted;

    public async ValueTask InitializeAsync() =>
        _mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "none", _disk) == 0;

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
        {
            await RunAsync("umount", "--lazy", _disk);
        }

        Directory.Delete(_disk);
    }

    [Fact]
    public async Task Append_DiskFillsUpAndIsFreed_WritesEveryEntryInOrderAndNoTornLine()
    {
        Assert.SkipUnless(_mounted, "Mounting a small file system takes root on Linux.");
        const int Turns = 200;
        var now = DateTimeOffset.UnixEpoch;
        var host = await JournalHost.StartAsync(Nowhere, _disk);

        for (var turn = 1; turn <= Turns; turn++)
        {
            host.Journal.Append(new TurnCompleted("call_full", now, turn, "caller", "complete", null, new string('x', 777), "", 0, 0, null, null, null, null, now));
        }

        Assert.True(SpinWait.SpinUntil(() => host.Status.DiskFailing, s_limit));
        Assert.True(host.Status.Unspooled > 0);
        Assert.Equal(0, await RunAsync("mount", "-o", "remount,size=4m", _disk));
        Assert.True(SpinWait.SpinUntil(() => !host.Status.DiskFailing, s_limit));

        Assert.Equal(0, host.Status.Unspooled);
        Assert.Equal(0, host.Status.Lost);
        var file = Assert.Single(Directory.GetFiles(_disk, "*.jsonl", SearchOption.AllDirectories));
        var sequences = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt32());
        Assert.Equal(Enumerable.Range(1, Turns), sequences);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Append_DiskAndMemoryAreFull_KeepsWhatACallCannotBeWithout()
    {
        Assert.SkipUnless(_mounted, "Mounting a small file system takes root on Linux.");
        var now = DateTimeOffset.UnixEpoch;
        var host = await JournalHost.StartAsync(Nowhere, _disk, memoryEntries: 100);
        Speak(from: 1, to: 200);
        Assert.True(SpinWait.SpinUntil(() => host.Status.DiskFailing, s_limit));
        Speak(from: 201, to: 400);
        Assert.True(SpinWait.SpinUntil(() => host.Status.Lost > 0, s_limit));
        host.Journal.Append(new EffectDeferred("call_full", now, "key", "book_table", "{}", "HH-1"));
        host.Journal.Append(new CallEnded("call_full", now, "caller_hung_up", "", 400));
        Assert.Equal(0, await RunAsync("mount", "-o", "remount,size=4m", _disk));
        Assert.True(SpinWait.SpinUntil(() => host.Status is { DiskFailing: false, Unspooled: 0 }, s_limit));

        var file = Assert.Single(Directory.GetFiles(_disk, "*.jsonl", SearchOption.AllDirectories));
        var kinds = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!).ToArray();
        Assert.Equal(["effect_deferred", "call_ended"], kinds[^2..]);
        await host.DisposeAsync();

        void Speak(int from, int to)
        {
            for (var turn = from; turn <= to; turn++)
            {
                host.Journal.Append(new TurnCompleted("call_full", now, turn, "caller", "complete", null, new string('x', 777), "", 0, 0, null, null, null, null, now));
            }
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
