namespace EdgeVoice.Agent.LiveKit;

/// <summary>Received 16-bit PCM, channels interleaved, in a pooled buffer: dispose it when the samples are used up.</summary>
internal readonly struct AudioFrame : IDisposable
{
    private readonly PcmBuffer _buffer;
    private readonly int _generation;

    internal AudioFrame(PcmBuffer buffer, long receivedAt)
    {
        _buffer = buffer;
        _generation = buffer.Generation;
        ReceivedAt = receivedAt;
    }

    /// <summary>When the core handed the frame over, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long ReceivedAt { get; }

    /// <exception cref="ObjectDisposedException">The frame was disposed.</exception>
    public ReadOnlySpan<short> Samples => _buffer.Samples(_generation);

    public void Dispose() => _buffer?.Return(_generation);
}
