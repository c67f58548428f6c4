using System.Text;

namespace EdgeVoice.Tests.Agent.Realtime;

/// <summary>Provider events that are wrong, each in its own way.</summary>
internal static class MalformedProviderEvents
{
    private static readonly string[] s_events =
    [
        """{"type":"response.output_audio.delta","response_id":"r","item_id":"i","output_index":0,"delta":"AAAAAA=="}""",
        """{"type":"response.output_audio_transcript.delta","response_id":"r","item_id":"i","delta":"hello"}""",
        """{"type":"input_audio_buffer.speech_started","audio_start_ms":120,"item_id":"i"}""",
        """{"type":"input_audio_buffer.speech_stopped","audio_end_ms":2120,"item_id":"i"}""",
        """{"type":"conversation.item.input_audio_transcription.completed","item_id":"i","transcript":" Hello "}""",
        """{"type":"response.created","response":{"id":"r"}}""",
        """{"type":"response.function_call_arguments.done","response_id":"r","call_id":"c","name":"n","arguments":"{}"}""",
        """{"type":"response.done","response":{"id":"r","status":"failed","status_details":{"error":{"type":"t","code":"c"}},"usage":{"input_tokens":1,"output_tokens":2,"input_token_details":{"audio_tokens":1}}}}""",
        """{"type":"error","error":{"type":"t","code":"insufficient_quota","message":"m"}}""",
    ];

    private static readonly string[] s_values = ["null", "7", "-1", "1e400", "true", "[]", "{}", "\"\"", "\"\\ud800\"", "\"***\"", "9223372036854775808"];

    public static byte[] Next(Random random) => random.Next(4) switch
    {
        0 => Cut(random),
        1 => Spoil(random),
        2 => Noise(random),
        _ => Replace(random),
    };

    /// <summary>An event that ends too early.</summary>
    private static byte[] Cut(Random random)
    {
        var text = s_events[random.Next(s_events.Length)];
        return Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]);
    }

    /// <summary>An event with one byte changed.</summary>
    private static byte[] Spoil(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(s_events[random.Next(s_events.Length)]);
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>An event with one value of another type.</summary>
    private static byte[] Replace(Random random)
    {
        var text = s_events[random.Next(s_events.Length)];
        int[] colons = [.. Enumerable.Range(0, text.Length - 1).Where(index => text[index] == ':' && text[index - 1] == '"')];
        var start = colons[random.Next(colons.Length)] + 1;
        var end = text.IndexOfAny([',', '}'], start);
        return Encoding.UTF8.GetBytes(text[..start] + s_values[random.Next(s_values.Length)] + text[end..]);
    }
}
