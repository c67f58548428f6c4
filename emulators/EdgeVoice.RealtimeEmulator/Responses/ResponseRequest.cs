using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Audio;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>What a response uses: the session's settings with the overrides of its <c>response.create</c>.</summary>
internal sealed record ResponseRequest
{
    public bool InConversation { get; init; } = true;

    /// <summary>The override; null when the session's instructions hold.</summary>
    public string? Instructions { get; init; }

    public required bool SpeaksAudio { get; init; }

    public required JsonArray Tools { get; init; }

    public required JsonNode ToolChoice { get; init; }

    public required JsonNode MaxOutputTokens { get; init; }

    public required string Voice { get; init; }

    public required AudioFormat Format { get; init; }

    public JsonObject? Metadata { get; init; }

    public static ResponseRequest ForTurn(RealtimeSession session) => new()
    {
        SpeaksAudio = session.Config.SpeaksAudio,
        Tools = session.Config.Tools,
        ToolChoice = session.Config.ToolChoice,
        MaxOutputTokens = session.Config.MaxOutputTokens,
        Voice = session.Voice,
        Format = session.Config.OutputFormat,
    };

    public static ResponseRequest Read(RealtimeSession session, JsonElement? response)
    {
        var request = ForTurn(session);
        foreach (var field in response?.EnumerateObject() ?? default)
        {
            var path = $"response.{field.Name}";
            request = field.Name switch
            {
                "conversation" => request with { InConversation = Conversation(field.Value, path) },
                "instructions" => request with { Instructions = (string?)SessionField.Read(field.Name, field.Value, path) },
                "output_modalities" => request with { SpeaksAudio = (string)SessionField.Read(field.Name, field.Value, path)![0]! == "audio" },
                "tools" => request with { Tools = (JsonArray)SessionField.Read(field.Name, field.Value, path)! },
                "tool_choice" => request with { ToolChoice = SessionField.Read(field.Name, field.Value, path)! },
                "max_output_tokens" => request with { MaxOutputTokens = SessionField.Read(field.Name, field.Value, path)! },
                "metadata" => request with { Metadata = ReadMetadata(field.Value, path) },
                "audio" => Audio(request, session, response!.Value),
                "input" => Input(request, session, response!.Value),
                "prompt" or "reasoning" or "parallel_tool_calls" => request,
                _ => throw new RealtimeException(ErrorCodes.UnknownParameter, $"Unknown parameter: '{path}'.", path),
            };
        }

        return request;
    }

    private static bool Conversation(JsonElement value, string path) =>
        (value.ValueKind == JsonValueKind.String ? value.AsText(path) : null) switch
        {
            "auto" => true,
            "none" => false,
            _ => throw JsonFields.Invalid(path, "use 'auto' or 'none'"),
        };

    private static JsonObject? ReadMetadata(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(value.Clone()),
        _ => throw JsonFields.WrongType(path, "an object", value),
    };

    private static ResponseRequest Audio(ResponseRequest request, RealtimeSession session, JsonElement response)
    {
        if (response.OptionalObject("audio", "response") is not { } audio)
        {
            return request;
        }

        // The same checks and merge as in a session.update, on a copy that is thrown away.
        audio.OnlyKnown("response.audio", "output");
        var update = JsonElement.Parse($$"""{"type":"realtime","audio":{{audio.GetRawText()}}}""");
        var merged = new SessionConfiguration(session.Id, session.Config.Model, session.StartedAt);
        merged.Update(update, audioWasSent: false);
        return request with
        {
            Voice = merged.VoiceChosen ? merged.Voice : request.Voice,
            Format = audio.OptionalObject("output")?.OptionalObject("format") is null ? request.Format : merged.OutputFormat,
        };
    }

    private static ResponseRequest Input(ResponseRequest request, RealtimeSession session, JsonElement response)
    {
        var index = 0;
        foreach (var item in response.OptionalArray("input", "response"))
        {
            var path = $"response.input[{index++}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw JsonFields.WrongType(path, "an object", item);
            }

            if (item.RequiredString("type", path) != "item_reference")
            {
                _ = ItemReader.Read(item, session.Ids, path);
            }
        }

        return request;
    }
}
