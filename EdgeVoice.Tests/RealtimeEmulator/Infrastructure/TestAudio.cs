namespace EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

/// <summary>Mono audio at 24 kHz. Levels are in dB relative to full scale.</summary>
internal static class TestAudio
{
    public const int Rate = 24000;

    public static short[] Silence(int milliseconds) => new short[milliseconds * Rate / 1000];

    public static short[] Tone(int milliseconds, double hertz = 300, double levelDb = -15) =>
        Make(milliseconds, n => Math.Sqrt(2) * Math.Sin(2 * Math.PI * hertz * n / Rate), levelDb);

    public static short[] Noise(int milliseconds, double levelDb, int seed = 1)
    {
        var random = new Random(seed);
        return Make(milliseconds, _ => Math.Sqrt(3) * ((2 * random.NextDouble()) - 1), levelDb);
    }

    public static short[] Mix(short[] first, short[] second) =>
        [.. first.Select((sample, index) => (short)Math.Clamp(sample + (index < second.Length ? second[index] : 0), short.MinValue, short.MaxValue))];

    public static short[] Scale(short[] samples, double decibels) =>
        [.. samples.Select(sample => (short)(sample * Math.Pow(10, decibels / 20)))];

    public static short[] Join(params short[][] parts) => [.. parts.SelectMany(part => part)];

    private static short[] Make(int milliseconds, Func<int, double> wave, double levelDb)
    {
        var gain = 32768 * Math.Pow(10, levelDb / 20);
        return [.. Enumerable.Range(0, milliseconds * Rate / 1000).Select(n => (short)Math.Clamp(gain * wave(n), short.MinValue, short.MaxValue))];
    }
}
