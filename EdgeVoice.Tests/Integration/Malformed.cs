using System.Buffers.Text;
using System.Text;

namespace EdgeVoice.Tests.Integration;

/// <summary>Inputs that are wrong on purpose. The same seed gives the same inputs.</summary>
internal static class Malformed
{
    public const int Seed = 250;

    private static readonly string[] s_bodies =
    [
        "", "null", "[]", "{", "{\"persona\":", "{\"persona\":1}", "{\"persona\":\"nobody\"}", "{\"persona\":\"echo\",\"persona\":\"echo\"}", "{\"locale\":\"" + new string('x', 80) + "\"}",
        "{\"locale\":null}", "{\"room\":\"call_x\"}", "{\"persona\":{\"a\":[1,2]}}", "[[[[[[[[[[[[1]]]]]]]]]]]]", "\"\\ud800\"", "{\"persona\":\"\\ud800\"}", "{\"a\":1e999}",
    ];

    private static readonly string[] s_events =
    [
        """{"type":"response.output_audio.delta","response_id":"resp_1","item_id":"item_1","output_index":0,"content_index":0,"delta":"AAAAAAAA"}""",
        """{"type":"response.created","response":{"id":"resp_1","status":"in_progress"}}""",
        """{"type":"response.done","response":{"id":"resp_1","status":"completed","output":[{"id":"item_1","type":"function_call","call_id":"c","name":"n","arguments":"{"}]}}""",
        """{"type":"conversation.item.input_audio_transcription.completed","item_id":"item_2","content_index":0,"transcript":"hello"}""",
        """{"type":"input_audio_buffer.speech_started","audio_start_ms":100,"item_id":"item_2"}""",
        """{"type":"error","error":{"type":"server_error","code":"x","message":"y","event_id":null}}""",
        """{"type":"rate_limits.updated","rate_limits":[{"name":"tokens","limit":1,"remaining":0,"reset_seconds":-1}]}""",
    ];

    /// <summary>A body for POST /api/calls that no call comes of, and its content type.</summary>
    public static (byte[] Body, string Type) Body(Random random) => random.Next(4) switch
    {
        0 => (Bytes(random, random.Next(1, 200)), "application/json"),
        1 => (new byte[random.Next(5_000, 20_000)], "application/json"),
        2 => ("{\"persona\":\"echo\"}"u8.ToArray(), random.Next(2) == 0 ? "text/plain" : "application/json; charset=utf-16"),
        // The empty body is a call with defaults: not here.
        _ => (Encoding.UTF8.GetBytes(s_bodies[random.Next(1, s_bodies.Length)]), "application/json"),
    };

    /// <summary>A token that opens nothing. Only characters that a header may hold.</summary>
    public static string Token(Random random) => random.Next(4) switch
    {
        0 => Base64Url.EncodeToString(Bytes(random, random.Next(1, 300))),
        1 => new string('x', random.Next(1, 12_000)),
        2 => $"{Part("""{"alg":"none"}""")}.{Part("""{"iss":"tests","sub":"a","video":{"room":"call_x","roomJoin":true},"exp":9999999999}""")}.",
        _ => $"{Part("""{"alg":"HS256","typ":"JWT"}""")}.{Base64Url.EncodeToString(Bytes(random, random.Next(200)))}.{Base64Url.EncodeToString(Bytes(random, 32))}",
    };

    /// <summary>A signalling frame: noise, or a field of SignalRequest with noise in it.</summary>
    public static (byte[] Frame, bool IsText) Frame(Random random) => random.Next(4) switch
    {
        0 => (Bytes(random, random.Next(300)), false),
        1 => (Encoding.UTF8.GetBytes(Convert.ToBase64String(Bytes(random, random.Next(100)))), true),
        2 => ("{\"offer\":{\"sdp\":7}}"u8.ToArray(), true),
        _ => Field(random),
    };

    public static byte[] ProviderEvent(Random random)
    {
        var text = Encoding.UTF8.GetBytes(s_events[random.Next(s_events.Length)]);
        switch (random.Next(4))
        {
            case 0:
                return text[..random.Next(1, text.Length)];
            case 1:
                return Encoding.UTF8.GetBytes($$"""{"type":"unheard.of.{{random.Next()}}","event_id":[]}""");
            default:
                // ASCII, so that the frame stays valid text.
                for (var change = random.Next(1, 6); change > 0; change--)
                {
                    text[random.Next(text.Length)] = (byte)"{}[]\":,0a\\"[random.Next(10)];
                }

                return text;
        }
    }

    private static (byte[] Frame, bool IsText) Field(Random random)
    {
        const int LengthDelimited = 2;
        var content = Bytes(random, random.Next(100));
        return ([(byte)((random.Next(1, 16) << 3) | LengthDelimited), (byte)content.Length, .. content], false);
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
