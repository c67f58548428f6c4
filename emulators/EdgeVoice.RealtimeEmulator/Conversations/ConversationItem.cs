using System.Text.Json.Nodes;

namespace EdgeVoice.RealtimeEmulator.Conversations;

/// <summary>One item of a conversation: a message, a function call or its output.</summary>
internal sealed class ConversationItem
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public string Status { get; set; } = "completed";

    public string? Role { get; init; }

    public List<ContentPart> Content { get; } = [];

    public string? CallId { get; init; }

    public string? Name { get; init; }

    public string? Arguments { get; set; }

    public string? Output { get; init; }

    /// <summary>Everything the model would have said, whether or not it was sent or heard.</summary>
    public string? FullText { get; init; }

    /// <summary>Speech sent for this item so far, in milliseconds; lowered by a truncation.</summary>
    public double SentMs { get; set; }

    /// <summary>Length of the user's audio.</summary>
    public double AudioMs { get; init; }

    /// <summary>The part of the user's audio that was speech.</summary>
    public double SpeechMs { get; init; }

    public bool Truncated { get; set; }

    public bool FromIdleTimeout { get; init; }

    public bool IsUserTurn => Type == ItemTypes.Message && Role == "user" && !FromIdleTimeout;

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["object"] = "realtime.item", ["type"] = Type, ["status"] = Status };
        switch (Type)
        {
            case ItemTypes.Message:
                json["role"] = Role;
                json["content"] = new JsonArray([.. Content.Select(part => part.ToJson())]);
                break;
            case ItemTypes.FunctionCall:
                json["name"] = Name;
                json["call_id"] = CallId;
                json["arguments"] = Arguments;
                break;
            default:
                json["call_id"] = CallId;
                json["output"] = Output;
                break;
        }

        return json;
    }
}
