using System.Buffers;
using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Audio;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.ClientEvents;

internal static class InputAudioEvents
{
    // The provider's limit for one append, of the base64 text.
    private const int LongestAppend = 15 * 1024 * 1024;

    public static void Append(RealtimeSession session, JsonElement append)
    {
        append.OnlyKnown("", "type", "event_id", "audio");
        var text = append.RequiredString("audio");
        if (text.Length > LongestAppend)
        {
            throw JsonFields.Invalid("audio", "an append may hold 15 MiB at most");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            if (!Convert.TryFromBase64String(text, buffer, out var length))
            {
                throw JsonFields.Invalid("audio", "it is not base64");
            }

            if (session.Config.InputFormat == AudioFormat.Pcm && length % 2 != 0)
            {
                throw JsonFields.Invalid("audio", "16 bit PCM has an even number of bytes");
            }

            session.Input.Append(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static void Commit(RealtimeSession session, JsonElement commit)
    {
        commit.OnlyKnown("", "type", "event_id");
        session.Input.CommitByClient();
    }

    public static void Clear(RealtimeSession session, JsonElement clear)
    {
        clear.OnlyKnown("", "type", "event_id");
        session.Input.Clear();
    }

    public static void ClearOutput(RealtimeSession session, JsonElement clear) =>
        throw new RealtimeException(ErrorCodes.InvalidValue, "output_audio_buffer.clear is for WebRTC and SIP; on a WebSocket the client plays the audio itself.", "type");
}
