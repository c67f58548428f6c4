namespace EdgeVoice.RealtimeEmulator.Vad;

/// <summary>
/// Tells speech from noise, 10 ms at a time: level above an adaptive noise floor, and for quiet sounds also a pitch.
/// Levels are in dB relative to full scale (dBFS).
/// </summary>
internal sealed class SpeechGate(int sampleRate, double threshold)
{
    // Louder than this is somebody talking, whatever its spectrum.
    private const double LoudDb = -26;
    private const double LowestFloorDb = -75;
    private const double HighestFloorDb = -36;
    private const double StartFloorDb = -60;
    private const double HysteresisDb = 4;
    // Two seconds of minima bridge a speaker's own gaps, which lie well under one second.
    private const int FloorBins = 20;
    private const int FramesPerBin = 10;
    private const double RisePerFrameDb = 0.03;
    private const double HighPassHertz = 60;

    private readonly List<double> _minima = [];
    private readonly double _decay = 1 - (2 * Math.PI * HighPassHertz / sampleRate);
    private readonly PitchMeter _pitch = new(sampleRate);
    private double _binMinimum;
    private int _frame;
    private double _floor = StartFloorDb;
    private double _smooth = LowestFloorDb;
    private double _lastInput;
    private double _lastOutput;

    public int FrameLength { get; } = sampleRate / 100;

    public double LevelDb { get; private set; }

    /// <summary>Whether the frame holds sound loud enough to begin (or, with hysteresis, to go on with) speech.</summary>
    public bool IsActive(ReadOnlySpan<short> frame, bool speaking)
    {
        LevelDb = Level(frame);
        _pitch.Add(frame);
        _smooth += (LevelDb - _smooth) * 0.3;
        TrackFloor(speaking);
        var gate = Math.Max(_floor + 6 + (8 * threshold), -55 + (20 * threshold));
        return LevelDb > (speaking ? gate - HysteresisDb : gate);
    }

    /// <summary>Whether the last frame is certainly a voice or a tone and not a noise.</summary>
    public bool IsVoiced() => LevelDb > LoudDb || _pitch.IsPeriodic();

    private double Level(ReadOnlySpan<short> frame)
    {
        var energy = 0.0;
        foreach (var sample in frame)
        {
            // Takes away offset and hum, which carry energy and no speech.
            _lastOutput = sample - _lastInput + (_decay * _lastOutput);
            _lastInput = sample;
            energy += _lastOutput * _lastOutput;
        }

        var meanSquare = energy / frame.Length / (32768.0 * 32768.0);
        return meanSquare < 1e-10 ? -100 : 10 * Math.Log10(meanSquare);
    }

    private void TrackFloor(bool speaking)
    {
        _binMinimum = _frame % FramesPerBin == 0 ? _smooth : Math.Min(_binMinimum, _smooth);
        _frame++;
        if (_frame % FramesPerBin == 0)
        {
            _minima.Add(_binMinimum);
            _minima.RemoveRange(0, Math.Max(0, _minima.Count - FloorBins));
        }

        var target = _minima.Count == 0 ? StartFloorDb : Math.Clamp(_minima.Min(), LowestFloorDb, HighestFloorDb);
        // While somebody speaks the floor creeps, so that a long vowel or tone does not become the noise.
        _floor = speaking ? Math.Min(target, _floor + RisePerFrameDb) : target;
    }
}
