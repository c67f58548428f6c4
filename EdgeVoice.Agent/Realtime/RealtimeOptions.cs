using System.ComponentModel.DataAnnotations;
using EdgeVoice.Agent.Realtime.Placement;

namespace EdgeVoice.Agent.Realtime;

/// <summary>Where the realtime provider is. Section <c>Realtime</c>.</summary>
internal sealed class RealtimeOptions
{
    public const string SectionName = "Realtime";

    /// <summary>WebSocket address without query, for example <c>wss://api.openai.com/v1/realtime</c>, when there is only one.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The provider's addresses, nearest first.</summary>
    public IList<EndpointOptions> Endpoints { get; } = [];

    /// <summary>Names of the endpoints that calls may be carried to, with commas; empty allows all.</summary>
    public string DataResidency { get; set; } = "";

    [Required(ErrorMessage = "Realtime__ApiKey is missing: set it to the provider's key")]
    public string ApiKey { get; set; } = "";

    public string Model { get; set; } = "gpt-realtime";

    /// <summary>Model that writes down the caller's words; empty turns transcription off.</summary>
    public string TranscriptionModel { get; set; } = "gpt-4o-mini-transcribe";

    /// <summary>Limit for opening a session and replaying the history. 5 s: longer than any healthy handshake seen.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Age of a session at which it is replaced between two turns. The provider ends it after 60 minutes, in the middle of a word.</summary>
    public TimeSpan RenewAfter { get; set; } = TimeSpan.FromMinutes(55);

    /// <summary>Longest time without news of an endpoint that is well.</summary>
    public TimeSpan CanaryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time without news of an endpoint that is down or slow.</summary>
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The endpoints that may be used, nearest first.</summary>
    public IReadOnlyList<ProviderEndpoint> UsableEndpoints()
    {
        var allowed = AllowedNames();
        return [.. AllEndpoints().Where(endpoint => allowed.Count == 0 || allowed.Contains(endpoint.Name)).Select(endpoint =>
            new ProviderEndpoint(endpoint.Name, endpoint.Url!, TimeSpan.FromMilliseconds(endpoint.BudgetMs)))];
    }

    internal IReadOnlyList<EndpointOptions> AllEndpoints() =>
        Endpoints.Count > 0 ? [.. Endpoints] : Endpoint is null ? [] : [new EndpointOptions { Name = "default", Url = Endpoint }];

    internal IReadOnlyCollection<string> AllowedNames() => DataResidency.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
