namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>ITU-T G.711 µ-law.</summary>
internal static class MuLaw
{
    private const int Bias = 0x84;
    private const int Clip = 32_635;

    public static byte Encode(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), Clip) + Bias;
        var exponent = 7;
        for (var mask = 0x4000; exponent > 0 && (magnitude & mask) == 0; mask >>= 1)
        {
            exponent--;
        }

        return (byte)~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f));
    }
}
