using System.Diagnostics.Metrics;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Tests.Agent.LiveKit;

public sealed class AudioStreamTests
{
    [Fact]
    public async Task OnFrame_WithAReaderASecondBehind_DropsTheOldestAndCounts()
    {
        await using var stream = new AudioStream(frameMs: 20);
        for (short i = 0; i < 60; i++)
        {
            ((IAudioFrameSink)stream).OnFrame([i]);
        }

        Assert.Equal((10, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(1200)), (stream.DroppedFrames, stream.Dropped, stream.Arrived));
        using var oldest = await stream.Frames.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal([10], oldest.Samples.ToArray());
    }

    [Fact]
    public async Task OnFrame_WithAReaderASecondBehind_CountsTheSecondsInTheMeter()
    {
        var thread = Environment.CurrentManagedThreadId;
        var lost = new List<(double, object?)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Name == "edgevoice.caller_audio.lost")
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            // Other tests of this process lose audio too.
            if (Environment.CurrentManagedThreadId == thread)
            {
                lost.Add((seconds, tags[0].Value));
            }
        });
        listener.Start();
        await using var stream = new AudioStream(frameMs: 20);

        for (short i = 0; i < 52; i++)
        {
            ((IAudioFrameSink)stream).OnFrame([i]);
        }

        Assert.Equal([(0.02, "agent"), (0.02, "agent")], lost);
    }

    [Fact]
    public async Task Dispose_OfAFrameTwice_ReturnsItsBufferOnce()
    {
        await using var stream = new AudioStream(frameMs: 20);
        var sink = (IAudioFrameSink)stream;
        sink.OnFrame([1]);
        var first = await stream.Frames.ReadAsync(TestContext.Current.CancellationToken);
        first.Dispose();
        first.Dispose();

        sink.OnFrame([2]);
        sink.OnFrame([3]);

        using var second = await stream.Frames.ReadAsync(TestContext.Current.CancellationToken);
        using var third = await stream.Frames.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 3), (second.Samples[0], third.Samples[0]));
        Assert.Throws<ObjectDisposedException>(() => first.Samples.Length);
    }

    [Fact]
    public async Task OnFrame_InSteadyState_AllocatesNothing()
    {
        await using var stream = new AudioStream(frameMs: 10);
        var sink = (IAudioFrameSink)stream;
        var samples = new short[240];
        Pump(200);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Pump(1000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);

        void Pump(int count)
        {
            for (var i = 0; i < count; i++)
            {
                sink.OnFrame(samples);
                Assert.True(stream.Frames.TryRead(out var frame));
                frame.Dispose();
            }
        }
    }

    [Fact]
    public async Task DisposeAsync_WithFramesQueued_LeavesThemToTheReaderAndEnds()
    {
        var stream = new AudioStream(frameMs: 20);
        ((IAudioFrameSink)stream).OnFrame([7]);

        await stream.DisposeAsync();
        ((IAudioFrameSink)stream).OnFrame([8]);

        var left = new List<short>();
        await foreach (var frame in stream.Frames.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            left.AddRange(frame.Samples);
            frame.Dispose();
        }

        Assert.Equal([(short)7], left);
    }
}
