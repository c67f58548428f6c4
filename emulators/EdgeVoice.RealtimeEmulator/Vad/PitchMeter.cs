namespace EdgeVoice.RealtimeEmulator.Vad;

/// <summary>Normalised autocorrelation of the last 40 ms at 8 kHz over the lags of human pitch (50 to 400 Hz).</summary>
internal sealed class PitchMeter(int sampleRate)
{
    private const int Window = 320;
    private const int ShortestLag = 20;
    private const int LongestLag = 160;
    // Noise of this window stays under 0.35; vowels and tones lie above 0.6.
    private const double Periodic = 0.5;

    private readonly int _decimation = sampleRate / 8000;
    private readonly double[] _samples = new double[Window];

    public void Add(ReadOnlySpan<short> frame)
    {
        var count = frame.Length / _decimation;
        Array.Copy(_samples, count, _samples, 0, Window - count);
        for (var i = 0; i < count; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < _decimation; k++)
            {
                sum += frame[(i * _decimation) + k];
            }

            _samples[Window - count + i] = sum / _decimation;
        }
    }

    public bool IsPeriodic()
    {
        for (var lag = ShortestLag; lag <= LongestLag; lag += 1)
        {
            double cross = 0, first = 0, second = 0;
            for (var i = lag; i < Window; i++)
            {
                cross += _samples[i] * _samples[i - lag];
                first += _samples[i] * _samples[i];
                second += _samples[i - lag] * _samples[i - lag];
            }

            if (cross > Periodic * Math.Sqrt(first * second) && cross > 0)
            {
                return true;
            }
        }

        return false;
    }
}
