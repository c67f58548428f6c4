namespace EdgeVoice.RealtimeEmulator.Audio;

/// <summary>ITU-T G.711 companding, one byte per sample of 8 kHz.</summary>
internal static class G711
{
    private const int MuLawBias = 0x84;
    private const int MuLawClip = 32635;

    public static byte EncodeMuLaw(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), MuLawClip) + MuLawBias;
        var exponent = Math.Max(0, int.Log2(magnitude) - 7);
        return (byte)~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0F));
    }

    public static short DecodeMuLaw(byte code)
    {
        var value = (byte)~code;
        var magnitude = ((((value & 0x0F) << 3) + MuLawBias) << ((value >> 4) & 7)) - MuLawBias;
        return (short)((value & 0x80) != 0 ? -magnitude : magnitude);
    }

    public static byte EncodeALaw(short sample)
    {
        var sign = sample >= 0 ? 0x80 : 0;
        var magnitude = Math.Min(sample >= 0 ? sample : -(sample + 1), 32767) >> 4;
        var segment = int.Log2(Math.Max(1, magnitude)) - 3;
        var code = magnitude < 32 ? magnitude : (segment << 4) | ((magnitude >> (segment - 1)) & 0x0F);
        return (byte)((sign | code) ^ 0x55);
    }

    public static short DecodeALaw(byte code)
    {
        var value = code ^ 0x55;
        var exponent = (value >> 4) & 7;
        var mantissa = ((value & 0x0F) << 4) + 8;
        var magnitude = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
        return (short)((value & 0x80) != 0 ? magnitude : -magnitude);
    }
}
