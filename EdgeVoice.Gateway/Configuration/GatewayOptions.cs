namespace EdgeVoice.Gateway.Configuration;

/// <summary>Settings of the gateway itself, section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string SectionName = "Gateway";

    /// <summary>Region this gateway serves, as named in the topology.</summary>
    public string Region { get; set; } = "local";

    /// <summary>Calls at one time that this gateway admits at most.</summary>
    public int Slots { get; set; } = 10;

    /// <summary>Base address of the region's agent worker; its <c>/status</c> is asked.</summary>
    public string AgentUrl { get; set; } = "";

    /// <summary>Origin that callers reach the signalling under; taken from each request when empty.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Believe <c>CF-Connecting-IP</c>. Only for a gateway that nothing but Cloudflare's tunnel can reach.</summary>
    public bool TrustCloudflare { get; set; }

    /// <summary>Bearer token that opens the detail of <c>/healthz/realtime</c> to callers from other machines.</summary>
    public string? HealthToken { get; set; }

    /// <summary>Seconds that live signalling sockets are kept after SIGTERM.</summary>
    public int DrainSeconds { get; set; } = 2;

    /// <summary>Seconds without an answer from LiveKit after which no new call is admitted.</summary>
    public int LiveKitDownSeconds { get; set; } = 6;

    public RateLimitOptions RateLimit { get; set; } = new();
}
