using System.Text.Json;
using static EdgeVoice.Agent.Realtime.OpenAI.OpenAIEventReader;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Finished items of a response: what they say stands instead of what came piece by piece, or did not come.</summary>
internal static class OpenAIOutput
{
    private const string Incomplete = "incomplete";

    /// <summary>The item's words or its call; null when it says nothing that the call needs.</summary>
    public static RealtimeEvent? Read(string responseId, JsonElement item) => OptionalText(item, "type") switch
    {
        // A fragment of a call is never run, even when it happens to be JSON.
        "function_call" when OptionalText(item, "status") != Incomplete && OptionalText(item, "name") is { Length: > 0 } name
            => new ToolCallRequested(responseId, Text(item, "call_id"), name, Text(item, "arguments")),
        "message" => Message(responseId, item),
        _ => null,
    };

    public static IReadOnlyList<RealtimeEvent> ReadAll(string responseId, JsonElement? output)
    {
        if (output is not { ValueKind: JsonValueKind.Array } items)
        {
            return [];
        }

        List<RealtimeEvent> known = [];
        foreach (var item in items.EnumerateArray())
        {
            try
            {
                if (Read(responseId, item) is { } said)
                {
                    known.Add(said);
                }
            }
            catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException)
            {
                // An item that is wrong must not cost the end that it stands in.
            }
        }

        return known.Count == 0 ? [] : known;
    }

    private static RealtimeEvent? Message(string responseId, JsonElement item)
    {
        if (Optional(item, "content") is not { ValueKind: JsonValueKind.Array } content)
        {
            return null;
        }

        var spoken = string.Join(' ', content.EnumerateArray().Select(part => OptionalText(part, "transcript")).OfType<string>().Where(text => text.Length > 0));
        if (spoken.Length > 0)
        {
            return new TranscriptDone(responseId, Text(item, "id"), spoken);
        }

        return content.EnumerateArray().Any(part => OptionalText(part, "text") is { Length: > 0 }) ? new ResponseProgressed(responseId, Writes: true) : null;
    }
}
