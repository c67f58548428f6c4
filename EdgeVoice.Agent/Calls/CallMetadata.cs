using System.Text.Json;

namespace EdgeVoice.Agent.Calls;

/// <summary>What the gateway tells the agent of a call: the metadata of the dispatch.</summary>
internal sealed record CallMetadata(string? CallId, string? Persona, string? Region, string? Locale)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the metadata; whoever dispatched without it, or with something else, still gets an agent.</summary>
    public static CallMetadata Parse(string? metadata)
    {
        try
        {
            return string.IsNullOrWhiteSpace(metadata) ? Nothing : JsonSerializer.Deserialize<CallMetadata>(metadata, s_options) ?? Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    private static CallMetadata Nothing => new(null, null, null, null);
}
