using EdgeVoice.RealtimeEmulator.Audio;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Cuts encoded speech into deltas.</summary>
internal sealed class DeltaQueue(short[] speech, AudioFormat format, int deltaMs)
{
    private readonly byte[] _bytes = format.Encode(speech);
    private int _position;

    public double TotalMs => (double)_bytes.Length / format.BytesPerMillisecond;

    /// <param name="limitMs">Where the speech ends for this response.</param>
    /// <param name="delta">The next piece.</param>
    public bool TryNext(double limitMs, out AudioDelta delta)
    {
        var limit = Math.Min(_bytes.Length, (int)limitMs * format.BytesPerMillisecond);
        var end = limitMs >= TotalMs ? _bytes.Length : limit;
        var length = Math.Min(deltaMs * format.BytesPerMillisecond, end - _position);
        delta = length <= 0
            ? default
            : new(_bytes.AsMemory(_position, length), (double)_position / format.BytesPerMillisecond, (double)length / format.BytesPerMillisecond);
        _position += Math.Max(0, length);
        return length > 0;
    }
}
