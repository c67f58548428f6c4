using System.Text.Json;

namespace EdgeVoice.Gateway.Agents;

/// <summary>What an agent worker says of itself, as one line of <c>/status/watch</c>.</summary>
internal sealed record AgentStatus(
    int Slots, int Active, bool Draining, bool Registered, IReadOnlyList<AgentCall> Calls, IReadOnlyList<ProviderStatus> Providers, JournalStatus? Journal)
{
    // A worker has hundreds of slots at most; whoever names more calls is not believed.
    private const int MaxCalls = 10_000;

    // {"region":"eu-central","slots":10,"active":1,"draining":false,"registered":true,
    //  "calls":[{"callId":"call_…","generation":1,"room":"call_…"}],
    //  "providers":[{"name":"us-east","state":"healthy","handshakeMs":41,"ageMs":900,"chosen":true}],
    //  "journal":{"unshipped":0,"oldestAgeMs":0,"connected":true}}
    /// <exception cref="JsonException">It is not a status.</exception>
    public static AgentStatus Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return Read(line);
        }
        // A name or a text that is not valid Unicode.
        catch (InvalidOperationException exception)
        {
            throw new JsonException("status: the answer cannot be read.", exception);
        }
    }

    private static AgentStatus Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("status: the answer is not an object.");
        }

        return new AgentStatus(
            (int)Number(root, "slots"),
            (int)Number(root, "active"),
            Flag(root, "draining"),
            Flag(root, "registered"),
            List(root, "calls", call => new AgentCall(Text(call, "callId"), (int)Number(call, "generation"), Text(call, "room"))),
            List(root, "providers", provider => new ProviderStatus(
                Text(provider, "name"), Text(provider, "state"), OptionalNumber(provider, "handshakeMs"), OptionalNumber(provider, "ageMs"), Flag(provider, "chosen"))),
            root.TryGetProperty("journal", out var journal) && journal.ValueKind == JsonValueKind.Object
                ? new JournalStatus(Number(journal, "unshipped"), OptionalNumber(journal, "oldestAgeMs") ?? 0, Flag(journal, "connected"))
                : null);
    }

    private static List<T> List<T>(JsonElement root, string name, Func<JsonElement, T> read)
    {
        if (!root.TryGetProperty(name, out var list))
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MaxCalls
            ? [.. list.EnumerateArray().Select(read)]
            : throw new JsonException($"status: `{name}` is not a list.");
    }

    private static long? OptionalNumber(JsonElement root, string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && value is >= 0 and < long.MaxValue
            ? (long)value
            : null;

    private static long Number(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value is >= 0 and <= int.MaxValue
            ? value
            : throw new JsonException($"status: `{name}` is not a count.");

    private static bool Flag(JsonElement root, string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw new JsonException($"status: `{name}` is not true or false.");

    private static string Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new JsonException($"status: `{name}` is not text.");
}
