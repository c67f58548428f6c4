using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>
/// Puts the frames of one side together to chunks of a second. Frames that come early or late are one piece as long as nothing is
/// missing; the last of it is held back, because a barge-in may yet cut it off.
/// </summary>
internal sealed class LaneRecorder(string callId, string lane, Action<AudioChunk> send)
{
    private const int ChunkSamples = PcmFormat.SampleRate;

    // The room's queue holds 100 ms that may be cut; twice that is safe.
    private const int HeldSamples = PcmFormat.SampleRate / 5;

    // What the network's jitter moves a frame by; more is a gap.
    private const long ToleranceNs = 80_000_000;

    private readonly Lock _lock = new();
    private readonly byte[] _samples = new byte[ChunkSamples + HeldSamples];
    private long _startNs;
    private int _count;

    /// <param name="startNs">When its first sample was heard, in nanoseconds since 1970.</param>
    public void Add(ReadOnlySpan<short> pcm, long startNs)
    {
        lock (_lock)
        {
            if (_count > 0 && Math.Abs(startNs - EndNs) > ToleranceNs)
            {
                Send(_count);
            }

            if (_count == 0)
            {
                _startNs = startNs;
            }

            foreach (var sample in pcm)
            {
                _samples[_count++] = MuLaw.Encode(sample);
                if (_count == _samples.Length)
                {
                    Send(ChunkSamples);
                }
            }
        }
    }

    /// <summary>What would have been heard after this never was.</summary>
    public void CutAt(long ns)
    {
        lock (_lock)
        {
            _count = (int)Math.Clamp((ns - _startNs) * PcmFormat.SampleRate / 1_000_000_000, 0, _count);
            Send(_count);
        }
    }

    public void Flush()
    {
        lock (_lock)
        {
            Send(_count);
        }
    }

    private long EndNs => _startNs + (_count * 1_000_000_000L / PcmFormat.SampleRate);

    private void Send(int count)
    {
        if (count == 0)
        {
            return;
        }

        send(new AudioChunk(callId, lane, _startNs, _samples[..count]));
        _samples.AsSpan(count, _count - count).CopyTo(_samples);
        _startNs += count * 1_000_000_000L / PcmFormat.SampleRate;
        _count -= count;
    }
}
