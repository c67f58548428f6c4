using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Writes <c>input_audio_buffer.append</c> into a rented buffer: fifty a second per call, so without garbage.</summary>
internal static class AudioAppendWriter
{
    private static ReadOnlySpan<byte> Prefix => "{\"type\":\"input_audio_buffer.append\",\"audio\":\""u8;

    private static ReadOnlySpan<byte> Suffix => "\"}"u8;

    /// <summary>Returns a buffer from the shared pool; the caller gives it back after sending.</summary>
    public static OutboundMessage Write(ReadOnlySpan<short> pcm)
    {
        var bytes = MemoryMarshal.AsBytes(pcm);
        var buffer = ArrayPool<byte>.Shared.Rent(Prefix.Length + Base64.GetMaxEncodedToUtf8Length(bytes.Length) + Suffix.Length);
        Prefix.CopyTo(buffer);
        Base64.EncodeToUtf8(bytes, buffer.AsSpan(Prefix.Length), out _, out var written);
        Suffix.CopyTo(buffer.AsSpan(Prefix.Length + written));
        return new OutboundMessage(buffer, Prefix.Length + written + Suffix.Length, Pooled: true);
    }
}
