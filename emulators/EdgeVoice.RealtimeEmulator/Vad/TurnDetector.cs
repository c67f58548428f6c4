namespace EdgeVoice.RealtimeEmulator.Vad;

/// <summary>
/// Finds the turns in the audio that has arrived. Its only clock is the number of samples, so the same audio gives the
/// same turns however fast it is sent.
/// </summary>
internal sealed class TurnDetector(int sampleRate, TurnDetection settings, long startMs)
{
    private const int FrameMs = 10;
    private const int OnsetFrames = 5;
    private const int VoicedFrames = 2;

    private readonly SpeechGate _gate = new(sampleRate, settings.Threshold);
    private readonly PhraseEnding _ending = new(settings);
    private readonly List<TurnSignal> _signals = [];
    private short[] _rest = [];
    private long _frames;
    private int _onset;
    private int _voiced;
    private int _quietFrames;
    private long _speechStart;

    public bool IsSpeaking { get; private set; }

    /// <summary>Milliseconds that passed the gate since the start; also counts where nobody asked for turns.</summary>
    public long ActiveMs { get; private set; }

    private long NowMs => startMs + (_frames * FrameMs);

    public IReadOnlyList<TurnSignal> Add(ReadOnlySpan<short> samples)
    {
        _signals.Clear();
        var all = _rest.Length == 0 ? samples : (short[])[.. _rest, .. samples];
        while (all.Length >= _gate.FrameLength)
        {
            AddFrame(all[.._gate.FrameLength]);
            all = all[_gate.FrameLength..];
        }

        _rest = all.ToArray();
        return _signals;
    }

    private void AddFrame(ReadOnlySpan<short> frame)
    {
        var active = _gate.IsActive(frame, IsSpeaking);
        _frames++;
        ActiveMs += active ? FrameMs : 0;
        if (IsSpeaking)
        {
            Continue(active);
        }
        else
        {
            LookForOnset(active);
        }
    }

    private void LookForOnset(bool active)
    {
        if (!active)
        {
            _onset = Math.Max(0, _onset - 1);
            _voiced = _onset == 0 ? 0 : _voiced;
            return;
        }

        if (_onset++ == 0)
        {
            _speechStart = NowMs - FrameMs;
        }

        if (_voiced < VoicedFrames && _gate.IsVoiced())
        {
            _voiced++;
        }

        if (_onset >= OnsetFrames && _voiced >= VoicedFrames)
        {
            IsSpeaking = true;
            _quietFrames = 0;
            _ending.Begin();
            _signals.Add(new(TurnSignalKind.SpeechStarted, Math.Max(startMs, _speechStart - settings.PrefixPaddingMs), 0));
        }
    }

    private void Continue(bool active)
    {
        _quietFrames = active ? 0 : _quietFrames + 1;
        if (active)
        {
            _ending.Hear(_gate.LevelDb);
        }

        var quietMs = _quietFrames * FrameMs;
        if (quietMs == 0 || quietMs < _ending.RequiredSilenceMs())
        {
            return;
        }

        IsSpeaking = false;
        _onset = _voiced = 0;
        _signals.Add(new(TurnSignalKind.SpeechStopped, NowMs, Math.Max(FrameMs, NowMs - quietMs - _speechStart)));
    }
}
