using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace EdgeVoice.RealtimeEmulator.Audio;

/// <summary>A wire format of the protocol: mono PCM at 24 kHz, or G.711 at 8 kHz.</summary>
internal sealed record AudioFormat(string Type, int SampleRate, int BytesPerSample)
{
    public static readonly AudioFormat Pcm = new("audio/pcm", 24000, 2);
    public static readonly AudioFormat MuLaw = new("audio/pcmu", 8000, 1);
    public static readonly AudioFormat ALaw = new("audio/pcma", 8000, 1);

    public static AudioFormat? Find(string type) => new[] { Pcm, MuLaw, ALaw }.FirstOrDefault(format => format.Type == type);

    public int BytesPerMillisecond => SampleRate * BytesPerSample / 1000;

    public JsonObject ToJson() => this == Pcm ? new() { ["type"] = Type, ["rate"] = SampleRate } : new() { ["type"] = Type };

    public short[] Decode(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[bytes.Length / BytesPerSample];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = this == Pcm ? BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..])
                : this == MuLaw ? G711.DecodeMuLaw(bytes[i])
                : G711.DecodeALaw(bytes[i]);
        }

        return samples;
    }

    /// <summary>Turns speech of 24 kHz into this format.</summary>
    public byte[] Encode(ReadOnlySpan<short> speech)
    {
        if (this == Pcm)
        {
            var bytes = new byte[speech.Length * 2];
            for (var i = 0; i < speech.Length; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), speech[i]);
            }

            return bytes;
        }

        Converter<short, byte> encode = this == MuLaw ? G711.EncodeMuLaw : G711.EncodeALaw;
        return Array.ConvertAll(Decimator.ToThird(speech), encode);
    }
}
