namespace EdgeVoice.RealtimeEmulator.Vad;

/// <summary>
/// Stands in for the provider's semantic judgement: a phrase that dies away is taken as finished and waits for the short
/// pause, one that stops at full voice is taken as unfinished and waits for the long one.
/// </summary>
internal sealed class PhraseEnding(TurnDetection settings)
{
    private const double FallingDb = 4;
    private const double Slow = 0.02;
    private const double Fast = 0.1;

    private double _phraseDb;
    private double _tailDb;
    private bool _heard;

    public void Begin() => _heard = false;

    public void Hear(double levelDb)
    {
        _phraseDb = _heard ? _phraseDb + ((levelDb - _phraseDb) * Slow) : levelDb;
        _tailDb = _heard ? _tailDb + ((levelDb - _tailDb) * Fast) : levelDb;
        _heard = true;
    }

    public int RequiredSilenceMs() =>
        _phraseDb - _tailDb >= FallingDb ? settings.SilenceMs : settings.LongestSilenceMs;
}
