namespace EdgeVoice.Agent.Audio;

/// <summary>One utterance in the play-out queue.</summary>
internal sealed class PlayoutItem(string id)
{
    // 240 s of 24 kHz mono: nothing a caller would listen to is longer, and a provider that never stops cannot fill memory.
    private const int SampleLimit = 240 * PcmFormat.SampleRate;

    private short[] _samples = new short[PcmFormat.SampleRate * 4];
    private int _received;
    private int _pushed;

    public string Id { get; } = id;

    public bool Completed { get; set; }

    public bool Started => _pushed > 0;

    public bool Drained => Completed && _pushed == _received;

    public int ReceivedMs => _received / PcmFormat.SamplesPerMs;

    public int PushedMs => _pushed / PcmFormat.SamplesPerMs;

    public void Append(ReadOnlySpan<short> samples)
    {
        var length = Math.Min(samples.Length, SampleLimit - _received);
        if (_received + length > _samples.Length)
        {
            Array.Resize(ref _samples, Math.Min(SampleLimit, Math.Max(_samples.Length * 2, _received + length)));
        }

        samples[..length].CopyTo(_samples.AsSpan(_received));
        _received += length;
    }

    /// <summary>
    /// The next frame for the sink, or nothing. A rest shorter than a frame waits for more audio, and goes out padded with
    /// silence when there is none to come.
    /// </summary>
    public ReadOnlyMemory<short> Take()
    {
        var length = Math.Min(PcmFormat.SamplesPerFrame, _received - _pushed);
        if (length == PcmFormat.SamplesPerFrame)
        {
            var frame = _samples.AsMemory(_pushed, length);
            _pushed += length;
            return frame;
        }

        if (length == 0 || !Completed)
        {
            return default;
        }

        var padded = new short[PcmFormat.SamplesPerFrame];
        _samples.AsSpan(_pushed, length).CopyTo(padded);
        _pushed += length;
        return padded;
    }
}
