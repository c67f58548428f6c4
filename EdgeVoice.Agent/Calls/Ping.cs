using System.Text.Json;

namespace EdgeVoice.Agent.Calls;

/// <summary>The caller asks for a sign of life.</summary>
/// <param name="Number">Counts the caller's questions; comes back with the answer.</param>
/// <param name="Hears">Our sound reaches the caller.</param>
internal readonly record struct Ping(long Number, bool Hears)
{
    /// <returns>Nothing for what is not a ping.</returns>
    public static Ping? Read(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("n", out var n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out var number)
                ? new Ping(number, root.TryGetProperty("hears", out var hears) && hears.ValueKind == JsonValueKind.True)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
