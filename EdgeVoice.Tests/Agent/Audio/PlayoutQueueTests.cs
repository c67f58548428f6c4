using System.Collections.Concurrent;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Audio;

public sealed class PlayoutQueueTests : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingSink _sink = new();
    private readonly ConcurrentQueue<PlayoutEvent> _events = new();
    private readonly ConcurrentQueue<Exception> _broken = new();
    private readonly PlayoutQueue _queue;

    public PlayoutQueueTests() => _queue = new PlayoutQueue(_sink, _time, _events.Enqueue, _broken.Enqueue);

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    [Fact]
    public async Task Position_FollowsTheClockAndNotWhatTheSinkHolds()
    {
        await PlayAsync("item_1", 1000);
        var before = _queue.Position;
        _time.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(new PlayoutPosition("item_1", 0, 1000), before);
        Assert.Equal(new PlayoutPosition("item_1", 300, 1000), _queue.Position);
    }

    [Fact]
    public async Task Item_HeardToItsEnd_IsReportedOnceWithItsLength()
    {
        await PlayAsync("item_1", 500);
        _queue.Complete("item_1");
        await EndsAsync("item_1");

        Assert.Equal([new PlayoutStarted("item_1"), new PlayoutFinished("item_1", 500)], _events);
        Assert.Null(_queue.Position);
    }

    [Fact]
    public async Task Items_PlayInTheOrderInWhichTheyCame()
    {
        await PlayAsync("item_1", 100);
        _queue.Enqueue("item_2", Pcm(100));
        _queue.Complete("item_2");
        _queue.Complete("item_1");
        await EndsAsync("item_2");

        Assert.Equal(["item_1", "item_1", "item_2", "item_2"], _events.Select(said => said.ItemId));
    }

    [Fact]
    public async Task Item_ThatGetsNoMoreAudio_HoldsBackTheNextUntilItIsComplete()
    {
        await PlayAsync("item_1", 100);
        _queue.Enqueue("item_2", Pcm(100));
        _queue.Complete("item_2");
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(_events, said => said.ItemId == "item_2");

        _queue.Complete("item_1");
        await EndsAsync("item_2");
    }

    [Fact]
    public async Task Stop_SaysHowFarEachItemWasHeardAndReportsNothingMore()
    {
        await PlayAsync("item_1", 1000);
        _queue.Enqueue("item_2", Pcm(400));
        _time.Advance(TimeSpan.FromMilliseconds(410));
        var positions = _queue.Stop();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([new PlayoutPosition("item_1", 410, 1000), new PlayoutPosition("item_2", 0, 400)], positions);
        Assert.Equal(1, _sink.Clears);
        Assert.Null(_queue.Position);
        Assert.DoesNotContain(_events, said => said is PlayoutFinished);
    }

    [Fact]
    public async Task Stop_ThenAnotherItem_PlaysAtOnce()
    {
        await PlayAsync("item_1", 10_000);
        _queue.Stop();
        await PlayAsync("item_2", 200);
        _queue.Complete("item_2");
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(new PlayoutPosition("item_2", 100, 200), _queue.Position);
        await EndsAsync("item_2");
    }

    [Fact]
    public async Task Rest_ShorterThanAFrame_GoesOutPaddedWithSilence()
    {
        _queue.Enqueue("item_1", Pcm(30));
        _queue.Complete("item_1");
        await EndsAsync("item_1");

        Assert.Equal(960, _sink.Samples.Length);
        Assert.All(_sink.Samples[720..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public async Task Item_WithoutEnd_DoesNotFillTheMemory()
    {
        await PlayAsync("item_1", 100);
        foreach (var _ in Enumerable.Range(0, 30))
        {
            _queue.Enqueue("item_1", Pcm(10_000));
        }

        Assert.Equal(240_000, _queue.Stop()[0].ReceivedMs);
    }

    [Fact]
    public async Task Frame_RefusedForAWhile_IsHeardAllTheSame()
    {
        _sink.Refusals = 10;
        _queue.Enqueue("item_1", Pcm(200));
        _queue.Complete("item_1");
        await EndsAsync("item_1");

        Assert.Equal(200 * 24, _sink.Samples.Length);
        Assert.Empty(_broken);
    }

    [Fact]
    public async Task Sink_RefusingForASecond_IsReportedOnce()
    {
        _sink.Refusals = int.MaxValue;
        _queue.Enqueue("item_1", Pcm(200));
        await Eventually.IsTrueAsync("the report", () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            return !_broken.IsEmpty;
        }, s_limit);

        Assert.IsType<InvalidOperationException>(Assert.Single(_broken));
    }

    private static byte[] Pcm(int ms) => [.. Enumerable.Repeat((byte)1, ms * 48)];

    /// <summary>Enqueues whole frames and waits until the sink has them.</summary>
    private async Task PlayAsync(string itemId, int ms)
    {
        var before = _sink.Samples.Length;
        _queue.Enqueue(itemId, Pcm(ms));
        await Eventually.IsTrueAsync("audio in the sink", () => _sink.Samples.Length >= before + (ms * 24), s_limit);
    }

    private Task EndsAsync(string itemId) => Eventually.IsTrueAsync($"the end of {itemId}", () =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(20));
        return _events.Any(said => said is PlayoutFinished && said.ItemId == itemId);
    }, s_limit);
}
