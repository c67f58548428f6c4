namespace EdgeVoice.RealtimeEmulator.Audio;

/// <summary>24 kHz to 8 kHz: a windowed-sinc low pass at 3.6 kHz, then every third sample.</summary>
internal static class Decimator
{
    private const int Side = 24;
    private static readonly double[] s_taps = Taps();

    public static short[] ToThird(ReadOnlySpan<short> input)
    {
        var output = new short[input.Length / 3];
        for (var n = 0; n < output.Length; n++)
        {
            var sum = 0.0;
            for (var k = -Side; k <= Side; k++)
            {
                var index = (3 * n) + k;
                if (index >= 0 && index < input.Length)
                {
                    sum += s_taps[k + Side] * input[index];
                }
            }

            output[n] = (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
        }

        return output;
    }

    private static double[] Taps()
    {
        const double Cutoff = 3600.0 / 24000;
        var taps = new double[(2 * Side) + 1];
        for (var k = -Side; k <= Side; k++)
        {
            var sinc = k == 0 ? 2 * Cutoff : Math.Sin(2 * Math.PI * Cutoff * k) / (Math.PI * k);
            taps[k + Side] = sinc * (0.5 + (0.5 * Math.Cos(Math.PI * k / (Side + 1))));
        }

        return taps;
    }
}
