using System.Collections.Concurrent;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>The samples of one received frame; goes back to its stream's pool when the frame is disposed.</summary>
internal sealed class PcmBuffer(ConcurrentQueue<PcmBuffer> pool)
{
    // Frames in flight: what the channel holds and a few in the reader's hands.
    private const int PoolLimit = 256;

    private short[] _samples = [];
    private int _generation;

    public int Length { get; private set; }

    public int Generation => Volatile.Read(ref _generation);

    public static PcmBuffer Rent(ConcurrentQueue<PcmBuffer> pool) => pool.TryDequeue(out var buffer) ? buffer : new PcmBuffer(pool);

    public void Fill(ReadOnlySpan<short> samples)
    {
        if (_samples.Length < samples.Length)
        {
            _samples = new short[samples.Length];
        }

        samples.CopyTo(_samples);
        Length = samples.Length;
    }

    public ReadOnlySpan<short> Samples(int generation)
    {
        ObjectDisposedException.ThrowIf(generation != Generation, typeof(AudioFrame));
        return _samples.AsSpan(0, Length);
    }

    public void Return(int generation)
    {
        // A frame is a struct and may be copied: only the first return counts.
        if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) == generation && pool.Count < PoolLimit)
        {
            pool.Enqueue(this);
        }
    }
}
