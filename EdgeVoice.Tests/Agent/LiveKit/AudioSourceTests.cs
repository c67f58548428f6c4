using System.Diagnostics;
using EdgeVoice.Agent.LiveKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Tests.Agent.LiveKit;

[Collection(NativeCore.Name)]
public sealed class AudioSourceTests : IDisposable
{
    private const int FrameMs = 20;

    private readonly FfiClient _client = new(NullLogger<FfiClient>.Instance);
    private readonly short[] _frame = new short[24 * FrameMs];

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task CaptureAsync_MoreThanTheQueue_PacesToRealTime()
    {
        using var source = Source(queueMs: 100);
        var clock = Stopwatch.StartNew();

        for (var i = 0; i < 25; i++)
        {
            await source.CaptureAsync(_frame, TestContext.Current.CancellationToken);
        }

        // 500 ms of audio less the queue of 100 ms.
        Assert.InRange(clock.ElapsedMilliseconds, 300, 2000);
    }

    [Fact]
    public async Task CaptureAsync_ManyAtOnce_RunsThemOneAfterAnother()
    {
        using var source = Source(queueMs: 100);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => source.CaptureAsync(_frame, TestContext.Current.CancellationToken).AsTask()));
    }

    [Fact]
    public async Task CaptureAsync_CancelledWhileParked_LetsTheNextOneIn()
    {
        using var source = Source(queueMs: 40);
        using var cancellation = new CancellationTokenSource();
        await source.CaptureAsync(_frame, TestContext.Current.CancellationToken);
        await source.CaptureAsync(_frame, TestContext.Current.CancellationToken);
        var parked = Enumerable.Range(0, 4).Select(_ => source.CaptureAsync(_frame, cancellation.Token).AsTask()).ToArray();

        await cancellation.CancelAsync();
        source.Clear();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(parked));
        await source.CaptureAsync(_frame, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task CaptureAsync_LongerThanTheQueue_Throws()
    {
        using var source = Source(queueMs: 20);

        var exception = await Assert.ThrowsAsync<ArgumentException>(async () => await source.CaptureAsync(new short[(24 * 20) + 1], TestContext.Current.CancellationToken));

        Assert.Contains("481", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(-10)]
    public void AudioSource_WithAQueueThatTheCoreWouldNotTake_Throws(int queueMs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Source(queueMs));

    private AudioSource Source(int queueMs) => new(_client, 24_000, 1, TimeSpan.FromMilliseconds(queueMs));
}
