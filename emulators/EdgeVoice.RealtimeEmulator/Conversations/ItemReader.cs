using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Conversations;

/// <summary>Reads the <c>item</c> of a <c>conversation.item.create</c>.</summary>
internal static class ItemReader
{
    private const int LongestId = 32;

    public static ConversationItem Read(JsonElement item, IdSource ids, string path = "item")
    {
        var id = item.OptionalString("id", path) ?? ids.Next("item");
        if (id.Length is 0 or > LongestId)
        {
            throw JsonFields.Invalid($"{path}.id", $"use 1 to {LongestId} characters");
        }

        _ = item.OptionalString("status", path);
        return item.RequiredString("type", path) switch
        {
            ItemTypes.Message => Message(item, id, path),
            ItemTypes.FunctionCall => new ConversationItem
            {
                Id = id,
                Type = ItemTypes.FunctionCall,
                Name = item.RequiredString("name", path),
                Arguments = item.RequiredString("arguments", path),
                CallId = item.OptionalString("call_id", path) ?? ids.Next("call"),
            },
            ItemTypes.FunctionCallOutput => new ConversationItem
            {
                Id = id,
                Type = ItemTypes.FunctionCallOutput,
                CallId = item.RequiredString("call_id", path),
                Output = item.RequiredString("output", path),
            },
            var type => throw JsonFields.Invalid($"{path}.type", $"'{type}' is not supported, use 'message', 'function_call' or 'function_call_output'"),
        };
    }

    private static ConversationItem Message(JsonElement item, string id, string path)
    {
        var role = item.RequiredString("role", path);
        string[] allowed = role switch
        {
            "user" => [ContentPart.InputText, ContentPart.InputAudio, ContentPart.InputImage],
            "assistant" => [ContentPart.OutputText, ContentPart.OutputAudio],
            "system" => [ContentPart.InputText],
            _ => throw JsonFields.Invalid($"{path}.role", "use 'user', 'assistant' or 'system'"),
        };
        if (!item.TryGetProperty("content", out _))
        {
            throw JsonFields.Missing($"{path}.content");
        }

        var parts = new List<ContentPart>();
        var audioMs = 0.0;
        foreach (var content in item.OptionalArray("content", path))
        {
            var at = $"{path}.content[{parts.Count}]";
            if (content.ValueKind != JsonValueKind.Object)
            {
                throw JsonFields.WrongType(at, "an object", content);
            }

            var type = content.RequiredString("type", at);
            if (!allowed.Contains(type))
            {
                throw JsonFields.Invalid($"{at}.type", $"'{type}' does not fit role '{role}', use {string.Join(" or ", allowed.Select(name => $"'{name}'"))}");
            }

            parts.Add(Part(content, type, at));
            audioMs += AudioMs(content, at);
        }

        var message = new ConversationItem { Id = id, Type = ItemTypes.Message, Role = role, AudioMs = audioMs, SpeechMs = audioMs };
        message.Content.AddRange(parts);
        return message;
    }

    private static ContentPart Part(JsonElement content, string type, string path) => type switch
    {
        ContentPart.InputText or ContentPart.OutputText => new ContentPart(type) { Text = content.RequiredString("text", path) },
        ContentPart.InputImage => new ContentPart(type) { ImageUrl = content.RequiredString("image_url", path) },
        _ => new ContentPart(type) { Transcript = content.OptionalString("transcript", path) },
    };

    private static double AudioMs(JsonElement content, string path)
    {
        if (content.OptionalString("audio", path) is not { } audio)
        {
            return 0;
        }

        return Convert.TryFromBase64String(audio, new byte[audio.Length], out var bytes)
            ? bytes / 48.0
            : throw JsonFields.Invalid($"{path}.audio", "it is not base64");
    }
}
