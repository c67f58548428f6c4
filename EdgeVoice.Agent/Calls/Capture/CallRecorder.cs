using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>Both sides of a call on the audio clock: the caller as they reach us, the agent as the caller hears it.</summary>
internal sealed class CallRecorder(string callId, CallClock clock, Action<AudioChunk> send) : IDisposable
{
    private readonly LaneRecorder _caller = new(callId, "caller", send);
    private readonly LaneRecorder _agent = new(callId, "agent", send);
    private readonly PlayoutClock _playout = new(clock.Time);
    private readonly Lock _lock = new();

    /// <param name="timestamp">When the frame had reached us, in <see cref="TimeProvider.GetTimestamp"/> units.</param>
    public void Caller(ReadOnlySpan<short> pcm, long timestamp) => _caller.Add(pcm, Ns(clock.At(timestamp) - Length(pcm.Length)));

    /// <summary>The frame enters the room's queue, to be heard when what is before it has been.</summary>
    public void Agent(ReadOnlySpan<short> pcm)
    {
        lock (_lock)
        {
            _agent.Add(pcm, Ns(clock.Now + _playout.Buffered));
            _playout.Add(Length(pcm.Length));
        }
    }

    /// <summary>The room's queue was emptied.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _playout.Clear();
            _agent.CutAt(Ns(clock.Now));
        }
    }

    public void Dispose()
    {
        _caller.Flush();
        _agent.Flush();
    }

    private static TimeSpan Length(int samples) => TimeSpan.FromSeconds(samples / (double)PcmFormat.SampleRate);

    private long Ns(TimeSpan sinceStart) => (clock.StartedAt + sinceStart - DateTimeOffset.UnixEpoch).Ticks * 100;
}
