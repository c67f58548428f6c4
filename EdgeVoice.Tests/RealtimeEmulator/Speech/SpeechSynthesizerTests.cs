using System.Diagnostics;
using EdgeVoice.RealtimeEmulator.Speech;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Speech;

public sealed class SpeechSynthesizerTests
{
    [Fact]
    public async Task Speak_Sentence_IsAudibleSpeechOfPlausibleLength()
    {
        await using var emulator = await EmulatorHost.StartAsync();

        var fast = await emulator.Speech.SpeakAsync("Good evening, Harbour Hotel.", "marin", 1.5, TestContext.Current.CancellationToken);
        var normal = await emulator.Speech.SpeakAsync("Good evening, Harbour Hotel.", "marin", 1, TestContext.Current.CancellationToken);
        var again = await emulator.Speech.SpeakAsync("Good evening, Harbour Hotel.", "marin", 1, TestContext.Current.CancellationToken);

        Assert.InRange(normal.Length / 24000.0, 1.0, 3.0);
        Assert.True(fast.Length < normal.Length * 0.85, $"{fast.Length} against {normal.Length} samples");
        Assert.True(normal.Max(Math.Abs) > 8000);
        Assert.True(normal.Take(1200).Max(sample => Math.Abs((int)sample)) > 40);
        Assert.Same(normal, again);
    }

    [Fact]
    public async Task Speak_TextThatLooksLikeAnOption_IsSpoken()
    {
        await using var emulator = await EmulatorHost.StartAsync();

        Assert.NotEmpty(await emulator.Speech.SpeakAsync("--help me", "marin", 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Response_ChildKilledMeanwhile_FailsOnceAndTheNextOneSpeaks()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await emulator.Speech.SpeakAsync("Warm.", "marin", 1, TestContext.Current.CancellationToken);
        await client.UpdateAsync("You answer.");
        using var child = Process.GetProcessById(emulator.Speech.ProcessId!.Value);
        // Stopped first, so that the request is certain to be waiting when the child dies.
        Assert.Equal(0, Signal(child.Id, "STOP"));
        await client.SendAsync("""{"type":"response.create","response":{"instructions":"Say \"something that nobody has said before\"."}}""");
        await client.WaitAsync("response.content_part.added");
        child.Kill();

        var failed = (await client.WaitAsync("response.done")).GetProperty("response");
        await client.SendAsync("""{"type":"response.create","response":{"instructions":"Say \"and now it works\"."}}""");
        var second = (await client.WaitAsync("response.done", 2)).GetProperty("response");

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("server_error", failed.GetProperty("status_details").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("completed", second.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Response_ChildThatHangs_FailsAfterTheTimeoutAndIsReplaced()
    {
        // The one that takes its place has to start within it, on a busy machine.
        await using var emulator = await EmulatorHost.StartAsync("SpeechTimeout=00:00:10");
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");
        await emulator.Speech.SpeakAsync("Warm.", "marin", 1, TestContext.Current.CancellationToken);
        var hung = emulator.Speech.ProcessId!.Value;
        Assert.Equal(0, Signal(hung, "STOP"));

        await client.SendAsync("""{"type":"response.create","response":{"instructions":"Say \"are you there, child\"."}}""");
        var failed = (await client.WaitAsync("response.done")).GetProperty("response");
        await emulator.Speech.SpeakAsync("Again.", "marin", 1, TestContext.Current.CancellationToken);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.NotEqual(hung, emulator.Speech.ProcessId);
    }

    [Fact]
    public async Task Dispose_Host_TakesTheChildWithIt()
    {
        Process child;
        await using (var emulator = await EmulatorHost.StartAsync())
        {
            await emulator.Speech.SpeakAsync("Warm.", "marin", 1, TestContext.Current.CancellationToken);
            child = Process.GetProcessById(emulator.Speech.ProcessId!.Value);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await child.WaitForExitAsync(limit.Token);
        Assert.True(child.HasExited);
        child.Dispose();
    }

    [Fact]
    public async Task Script_StdinAtItsEnd_EndsByItself()
    {
        using var child = Process.Start(new ProcessStartInfo(SpeechLocation.Node, [SpeechLocation.FindScript()!]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await child.StandardInput.WriteLineAsync("no request");
        Assert.Contains("\"error\"", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        child.StandardInput.Close();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await child.WaitForExitAsync(limit.Token);
        Assert.Equal(0, child.ExitCode);
    }

    [Fact]
    public void Cache_OverItsLimit_ForgetsTheLeastRecentlyUsed()
    {
        var cache = new SpeechCache(limitSamples: 100);
        SpeechRequest[] requests = [.. Enumerable.Range(0, 3).Select(n => SpeechRequest.For($"text {n}", "marin", 1))];
        cache.Add(requests[0], new short[40]);
        cache.Add(requests[1], new short[40]);
        _ = cache.Find(requests[0]);

        cache.Add(requests[2], new short[40]);
        cache.Add(SpeechRequest.For("too long", "marin", 1), new short[101]);

        Assert.Equal([true, false, true], requests.Select(request => cache.Find(request) is not null));
        Assert.Null(cache.Find(SpeechRequest.For("too long", "marin", 1)));
    }

    private static int Signal(int processId, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{processId}"]);
        kill.WaitForExit();
        return kill.ExitCode;
    }
}
