using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Agent.Telemetry;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>A remote track as PCM. Ends when the track ends or the stream is disposed.</summary>
internal sealed class AudioStream : IAsyncDisposable, IAudioFrameSink
{
    // A reader that is slower than this hears the newest second, not an ever older one.
    internal const int QueueMs = 1000;

    private readonly ConcurrentQueue<PcmBuffer> _pool = new();
    private readonly Channel<AudioFrame> _frames;
    private readonly TimeSpan _frame;
    private FfiHandle? _handle;
    private long _arrived;
    private long _dropped;

    internal AudioStream(int frameMs)
    {
        var options = new BoundedChannelOptions(Math.Max(1, QueueMs / frameMs))
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        };
        _frames = Channel.CreateBounded<AudioFrame>(options, OnDropped);
        _frame = TimeSpan.FromMilliseconds(frameMs);
    }

    public ChannelReader<AudioFrame> Frames => _frames.Reader;

    /// <summary>Frames thrown away because the reader was more than a second behind.</summary>
    public long DroppedFrames => Volatile.Read(ref _dropped);

    /// <summary>What <see cref="DroppedFrames"/> are.</summary>
    public TimeSpan Dropped => DroppedFrames * _frame;

    /// <summary>What the core has handed over while it was open.</summary>
    public TimeSpan Arrived => Volatile.Read(ref _arrived) * _frame;

    /// <summary>Its name in the core.</summary>
    internal ulong Id => _handle?.Id ?? 0;

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    void IAudioFrameSink.OnFrame(ReadOnlySpan<short> samples)
    {
        var buffer = PcmBuffer.Rent(_pool);
        buffer.Fill(samples);
        var frame = new AudioFrame(buffer, Stopwatch.GetTimestamp());
        if (!_frames.Writer.TryWrite(frame))
        {
            frame.Dispose();
            return;
        }

        Interlocked.Increment(ref _arrived);
    }

    void IAudioFrameSink.OnEnd() => _frames.Writer.TryComplete();

    internal void Attach(FfiHandle handle)
    {
        _handle = handle;
        FfiClient.Router.AddStream(handle.Id, this);
    }

    internal void Close()
    {
        _frames.Writer.TryComplete();
        if (Interlocked.Exchange(ref _handle, null) is { } handle)
        {
            FfiClient.Router.RemoveStream(handle.Id);
            handle.Dispose();
        }
    }

    private void OnDropped(AudioFrame frame)
    {
        Interlocked.Increment(ref _dropped);
        AgentMeter.AudioLost(_frame, AgentMeter.AgentQueue);
        frame.Dispose();
    }
}
