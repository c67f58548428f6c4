namespace EdgeVoice.Dashboard.Audio;

/// <summary>ITU-T G.711 µ-law: half the bytes, and speech loses nothing that a review needs.</summary>
internal static class MuLaw
{
    private const int Bias = 0x84;
    private const int Clip = 32_635;

    private static readonly short[] s_decoded = [.. Enumerable.Range(0, 256).Select(code => DecodeOne((byte)code))];

    public static short Decode(byte code) => s_decoded[code];

    public static byte Encode(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), Clip) + Bias;
        var exponent = 7;
        for (var mask = 0x4000; exponent > 0 && (magnitude & mask) == 0; mask >>= 1)
        {
            exponent--;
        }

        var mantissa = (magnitude >> (exponent + 3)) & 0x0f;
        return (byte)~(sign | (exponent << 4) | mantissa);
    }

    private static short DecodeOne(byte code)
    {
        var bits = (byte)~code;
        var magnitude = ((((bits & 0x0f) << 3) + Bias) << ((bits >> 4) & 7)) - Bias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }
}
