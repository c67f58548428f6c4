using System.Text.Json;

namespace EdgeVoice.Gateway.Health;

/// <summary>What the agent worker says of itself on <c>GET /status</c>.</summary>
internal sealed record WorkerStatus(int Slots, int Active, bool Draining, bool Registered)
{
    // {"region":"eu-central","slots":10,"active":2,"draining":false,"registered":true}
    /// <exception cref="JsonException">It is not a status.</exception>
    public static WorkerStatus Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("status: the answer is not an object.");
        }

        return new WorkerStatus(ReadCount(root, "slots"), ReadCount(root, "active"), ReadFlag(root, "draining"), ReadFlag(root, "registered"));
    }

    private static int ReadCount(JsonElement root, string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) && value >= 0
            ? value
            : throw new JsonException($"status: `{name}` is not a number of calls.");

    private static bool ReadFlag(JsonElement root, string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw new JsonException($"status: `{name}` is not true or false.");
}
