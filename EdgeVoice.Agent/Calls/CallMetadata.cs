using System.Text.Json;

namespace EdgeVoice.Agent.Calls;

/// <summary>What the gateway tells the agent of a call: the metadata of the dispatch.</summary>
internal sealed record CallMetadata(string? CallId, string? Persona, string? Region, string? Locale)
{
    /// <summary>Which agent of the call this is, from 1.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Another agent has begun the conversation: it is to be continued.</summary>
    public bool Resume { get; init; }

    /// <summary>When the caller asked for the call, whichever agent has it now; null when nobody tells.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the metadata; whoever dispatched without it, or with something else, still gets an agent.</summary>
    public static CallMetadata Parse(string? metadata)
    {
        try
        {
            var read = string.IsNullOrWhiteSpace(metadata) ? Nothing : JsonSerializer.Deserialize<CallMetadata>(metadata, s_options) ?? Nothing;
            return read.Generation > 0 ? read : read with { Generation = 1 };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Nothing;
        }
    }

    private static CallMetadata Nothing => new(null, null, null, null);
}
