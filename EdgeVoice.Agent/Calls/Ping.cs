using System.Text.Json;

namespace EdgeVoice.Agent.Calls;

/// <summary>The caller asks for a sign of life.</summary>
/// <param name="Number">Counts the caller's questions; comes back with the answer.</param>
/// <param name="Hears">Our sound reaches the caller.</param>
/// <param name="PathMs">What sound needs from the caller to us and back to their ear, without our own jitter buffer, ms; nothing while the caller does not know.</param>
internal readonly record struct Ping(long Number, bool Hears, double? PathMs = null)
{
    // Whoever says more is not on a call.
    private const double LongestPathMs = 5_000;

    /// <returns>Nothing for what is not a ping.</returns>
    public static Ping? Read(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("n", out var n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out var number)
                ? new Ping(number, root.TryGetProperty("hears", out var hears) && hears.ValueKind == JsonValueKind.True, Path(root))
                : null;
        }
        // InvalidOperationException: a name or a text with half a surrogate pair, which passes as JSON until it is read.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static double? Path(JsonElement root) =>
        root.TryGetProperty("pathMs", out var path) && path.ValueKind == JsonValueKind.Number && path.TryGetDouble(out var ms) && ms is >= 0 and <= LongestPathMs ? ms : null;
}
