using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Client events of the OpenAI Realtime GA protocol as UTF-8 JSON.</summary>
internal static class OpenAIEventWriter
{
    /// <summary>Begins the id of each <c>response.create</c>, so that an error that quotes it is known to be its answer.</summary>
    public const string ResponseEventPrefix = "response_create_";

    private const int SampleRate = 24_000;

    public static byte[] SessionUpdate(RealtimeSessionConfig config, string transcriptionModel)
    {
        var input = new JsonObject
        {
            ["format"] = Pcm(),
            ["turn_detection"] = TurnDetection(config.TurnDetection),
        };
        if (transcriptionModel.Length > 0)
        {
            var transcription = new JsonObject { ["model"] = transcriptionModel };
            if (config.Language is { } language)
            {
                transcription["language"] = language;
            }

            input["transcription"] = transcription;
        }

        return Write(new JsonObject
        {
            ["type"] = "session.update",
            ["session"] = new JsonObject
            {
                ["type"] = "realtime",
                ["output_modalities"] = new JsonArray("audio"),
                ["instructions"] = config.Instructions,
                ["audio"] = new JsonObject
                {
                    ["input"] = input,
                    ["output"] = new JsonObject { ["format"] = Pcm(), ["voice"] = config.Voice },
                },
                ["tools"] = new JsonArray([.. config.Tools.Select(tool => (JsonNode)new JsonObject
                {
                    ["type"] = "function",
                    ["name"] = tool.Name,
                    ["description"] = tool.Description,
                    ["parameters"] = tool.Parameters.DeepClone(),
                })]),
                ["tool_choice"] = "auto",
            },
        });
    }

    /// <summary>A change that changes nothing: the protocol has no ping, and this is answered at once by session.updated.</summary>
    public static byte[] TouchSession() => Write(new JsonObject { ["type"] = "session.update", ["session"] = new JsonObject { ["type"] = "realtime" } });

    public static byte[] CreateItem(ConversationItem item) => Write(new JsonObject
    {
        ["type"] = "conversation.item.create",
        ["item"] = item switch
        {
            UserSaid said => Message("user", "input_text", said.Text),
            AgentSaid said => Message("assistant", "output_text", said.Text),
            ToolCalled call => new JsonObject { ["type"] = "function_call", ["call_id"] = call.CallId, ["name"] = call.Name, ["arguments"] = call.Arguments },
            ToolReturned result => new JsonObject { ["type"] = "function_call_output", ["call_id"] = result.CallId, ["output"] = result.Output },
            _ => throw new ArgumentOutOfRangeException(nameof(item), item.GetType().Name, "No wire form"),
        },
    });

    public static byte[] CommitInput() => Write(new JsonObject { ["type"] = "input_audio_buffer.commit" });

    /// <param name="number">Tells it from the others of its session.</param>
    /// <param name="instructions">Instructions for this response only, or null for the session's.</param>
    public static byte[] CreateResponse(int number, string? instructions)
    {
        var message = new JsonObject { ["type"] = "response.create", ["event_id"] = $"{ResponseEventPrefix}{number}" };
        if (instructions is not null)
        {
            message["response"] = new JsonObject { ["instructions"] = instructions };
        }

        return Write(message);
    }

    public static byte[] CancelResponse(string responseId) =>
        Write(new JsonObject { ["type"] = "response.cancel", ["response_id"] = responseId });

    public static byte[] Truncate(string itemId, int audioEndMs) => Write(new JsonObject
    {
        ["type"] = "conversation.item.truncate",
        ["item_id"] = itemId,
        ["content_index"] = 0,
        ["audio_end_ms"] = audioEndMs,
    });

    public static byte[] DeleteItem(string itemId) =>
        Write(new JsonObject { ["type"] = "conversation.item.delete", ["item_id"] = itemId });

    private static JsonObject Pcm() => new() { ["type"] = "audio/pcm", ["rate"] = SampleRate };

    private static JsonObject Message(string role, string contentType, string text) => new()
    {
        ["type"] = "message",
        ["role"] = role,
        ["content"] = new JsonArray(new JsonObject { ["type"] = contentType, ["text"] = text }),
    };

    private static JsonObject TurnDetection(TurnDetection detection) => detection.Type == "semantic_vad"
        ? new JsonObject { ["type"] = "semantic_vad", ["eagerness"] = detection.Eagerness, ["create_response"] = true, ["interrupt_response"] = true }
        : new JsonObject
        {
            ["type"] = "server_vad",
            ["threshold"] = detection.Threshold,
            ["prefix_padding_ms"] = detection.PrefixPaddingMs,
            ["silence_duration_ms"] = detection.SilenceDurationMs,
            ["create_response"] = true,
            ["interrupt_response"] = true,
        };

    private static byte[] Write(JsonObject message) => JsonSerializer.SerializeToUtf8Bytes(message);
}
