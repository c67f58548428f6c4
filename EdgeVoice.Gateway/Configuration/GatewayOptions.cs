using System.Net;

namespace EdgeVoice.Gateway.Configuration;

/// <summary>Settings of the gateway itself, section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string SectionName = "Gateway";

    /// <summary>Region this gateway serves, as named in the topology.</summary>
    public string Region { get; set; } = "local";

    /// <summary>Calls at one time that this gateway admits at most.</summary>
    public int Slots { get; set; } = 10;

    /// <summary>UDP ports that LiveKit has for media; nothing when they do not limit the number of calls.</summary>
    public int? RtcPorts { get; set; }

    /// <summary>Base addresses of the region's agent workers, separated by commas; a host name stands for every machine it resolves to.</summary>
    public string AgentUrls { get; set; } = "";

    /// <summary>The other regions' gateways, in the order in which they are asked for a call that has no place here.</summary>
    public IReadOnlyList<PeerOptions> Peers { get; set; } = [];

    /// <summary>Key that the gateways of all regions share and sign their questions to one another with.</summary>
    public string? PeersKey { get; set; }

    /// <summary>Milliseconds that one peer may take for its offer.</summary>
    public int PeerBudgetMs { get; set; } = 1_000;

    /// <summary>Origin that callers reach the signalling under; taken from each request when empty.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Networks, separated by commas, from which Cloudflare's tunnel connects: its word on who calls is taken on those connections alone.</summary>
    public string EdgeNetworks { get; set; } = "";

    /// <summary>Bearer token that opens the detail of <c>/healthz/realtime</c> to callers from other machines.</summary>
    public string? HealthToken { get; set; }

    /// <summary>Seconds that live signalling sockets are kept after SIGTERM.</summary>
    public int DrainSeconds { get; set; } = 2;

    /// <summary>Seconds without an answer from LiveKit after which no new call is admitted.</summary>
    public int LiveKitDownSeconds { get; set; } = 6;

    /// <summary>Metrics of LiveKit, for the ports that are left; nothing when they cannot be asked for.</summary>
    public string? LiveKitMetricsUrl { get; set; }

    /// <summary>Bearer token that opens <c>/admin</c> to callers from other machines.</summary>
    public string? AdminToken { get; set; }

    /// <summary>Seconds that live calls may go on after <c>POST /admin/drain</c> before their agents hand them over.</summary>
    public int HandoverSeconds { get; set; } = 60;

    public RateLimitOptions RateLimit { get; set; } = new();

    public BudgetOptions Budgets { get; set; } = new();

    public ChallengeOptions Challenge { get; set; } = new();

    /// <exception cref="FormatException">One of them is no network; the validation says so first.</exception>
    public IEnumerable<IPNetwork> EdgeAddresses() => EdgeNetworks.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse);

    /// <exception cref="UriFormatException">One of them is no address; the validation says so first.</exception>
    public IEnumerable<Uri> AgentBaseAddresses() =>
        AgentUrls.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ServiceUrl.ToHttp);
}
