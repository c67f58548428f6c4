using System.Text;

namespace EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

/// <summary>Client events that are all wrong, each in its own way.</summary>
internal static class MalformedEvents
{
    private static readonly string[] s_events =
    [
        """{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","silence_duration_ms":500},"transcription":null}},"tools":[{"type":"function","name":"f"}],"max_output_tokens":100}}""",
        """{"type":"input_audio_buffer.append","audio":"AAAA"}""",
        """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}}""",
        """{"type":"conversation.item.truncate","item_id":"x","content_index":0,"audio_end_ms":100}""",
        """{"type":"response.create","response":{"conversation":"auto","tool_choice":"none","metadata":{"a":"b"}}}""",
        """{"type":"response.cancel","response_id":"resp_1"}""",
    ];

    private static readonly string[] s_whole =
    [
        "", " ", "null", "[]", "42", "\"session.update\"", "{}", "{\"type\":7}", "{\"type\":null}", "{\"type\":\"\"}", "{\"type\":\"response.audio.delta\"}",
        "{\"type\":\"session.update\"}", "{\"type\":\"session.update\",\"session\":[]}", "{\"type\":\"session.update\",\"type\":\"session.update\",\"session\":{}}",
        "{\"type\":\"input_audio_buffer.append\"}", "{\"type\":\"input_audio_buffer.append\",\"audio\":\"***\"}", "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AA==\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"\\ud800\"}", "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}}",
        "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\"}}", "{\"type\":\"conversation.item.truncate\",\"item_id\":\"x\",\"content_index\":0,\"audio_end_ms\":1e99}",
        "{\"type\":\"response.create\",\"response\":{\"modalities\":[\"audio\"]}}", "{\"type\":\"response.create\",\"response\":{\"conversation\":\"later\"}}", "{\"type\":\"output_audio_buffer.clear\"}",
        "{\"type\":\"response.cancel\"}", new string('[', 5000), "{\"type\":\"session.update\",\"event_id\":5,\"session\":{\"type\":\"realtime\"}}", "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":7}}",
    ];

    public static byte[] Next(Random random) => random.Next(3) switch
    {
        0 => Encoding.UTF8.GetBytes(s_whole[random.Next(s_whole.Length)]),
        1 => Cut(random),
        _ => Spoil(random),
    };

    /// <summary>An event that ends too early.</summary>
    private static byte[] Cut(Random random)
    {
        var text = s_events[random.Next(s_events.Length)];
        return Encoding.UTF8.GetBytes(text[..random.Next(1, text.Length)]);
    }

    /// <summary>An event with a byte that no JSON text can hold.</summary>
    private static byte[] Spoil(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(s_events[random.Next(s_events.Length)]);
        bytes[random.Next(bytes.Length)] = (byte)random.Next(0, 9);
        return bytes;
    }
}
