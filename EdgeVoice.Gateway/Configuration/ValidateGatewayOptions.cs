using System.Net;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Configuration;

internal sealed class ValidateGatewayOptions : IValidateOptions<GatewayOptions>
{
    // HS256 wants a key as long as its hash.
    private const int KeyMinLength = 32;
    private const int TokenMinLength = 16;

    // Minutes of a browser's time: nobody would wait for so long.
    private const int MostEffort = 100_000_000;

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        Require(errors, !string.IsNullOrWhiteSpace(options.Region), "Gateway__Region is empty: set it to the region's name, as in eu-central.");
        RequireRange(errors, "Gateway__Slots", options.Slots, 1, 10_000);
        RequireRange(errors, "Gateway__DrainSeconds", options.DrainSeconds, 0, 7_200);
        RequireRange(errors, "Gateway__LiveKitDownSeconds", options.LiveKitDownSeconds, 4, 600);
        RequireRange(errors, "Gateway__RateLimit__Burst", options.RateLimit.Burst, 1, 100_000);
        RequireRange(errors, "Gateway__RateLimit__PerSecond", options.RateLimit.PerSecond, 1, 100_000);
        Require(errors, AreNetworks(options.EdgeNetworks), "Gateway__EdgeNetworks is not a list of networks: set it to those that the tunnel connects from, as in 127.0.0.0/8,10.42.0.0/16, or leave it out.");
        RequireBudgets(errors, options.Budgets);
        RequireChallenge(errors, options.Challenge);
        Require(errors, AreUrls(options.AgentUrls), "Gateway__AgentUrls is not a list of http(s) addresses: set it to the agents' base addresses, as in http://127.0.0.1:5100,http://127.0.0.1:5101.");
        Require(errors, options.LiveKitMetricsUrl is null or "" || ServiceUrl.IsValid(options.LiveKitMetricsUrl), "Gateway__LiveKitMetricsUrl is not an http(s) address: set it to LiveKit's metrics, as in http://127.0.0.1:7889/metrics, or leave it out.");
        Require(errors, options.AdminToken is null or "" || options.AdminToken.Length >= TokenMinLength, "Gateway__AdminToken is too short: use 16 characters or more, or leave it out.");
        RequireRange(errors, "Gateway__HandoverSeconds", options.HandoverSeconds, 0, 7_200);
        Require(errors, options.PublicUrl is null or "" || ServiceUrl.IsValid(options.PublicUrl), "Gateway__PublicUrl is not a ws(s) or http(s) address: set it to the origin callers use, as in wss://voice.example.com, or leave it out.");
        Require(errors, options.HealthToken is null or "" || options.HealthToken.Length >= TokenMinLength, "Gateway__HealthToken is too short: use 16 characters or more, or leave it out.");
        RequireRange(errors, "Gateway__RtcPorts", options.RtcPorts ?? SlotLedger.PortsPerCall, SlotLedger.PortsPerCall, 65_535);
        RequireRange(errors, "Gateway__PeerBudgetMs", options.PeerBudgetMs, 50, 10_000);
        Require(errors, options.PeersKey is null or "" || options.PeersKey.Length >= KeyMinLength, "Gateway__PeersKey is too short: use 32 characters or more, the same for all regions, or leave it out.");
        Require(errors, options.Peers.Count == 0 || !string.IsNullOrEmpty(options.PeersKey), "Gateway__PeersKey is empty, and there are peers: set it to the key that all regions share.");
        foreach (var (index, peer) in options.Peers.Index())
        {
            Require(errors, !string.IsNullOrWhiteSpace(peer.Region) && peer.Region != options.Region, FormattableString.Invariant($"Gateway__Peers__{index}__Region is empty or this region: set it to the other region's name."));
            Require(errors, ServiceUrl.IsValid(peer.Url), FormattableString.Invariant($"Gateway__Peers__{index}__Url is not an http(s) address: set it to the origin of that region, as in https://us-west.voice.example.com."));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void RequireBudgets(List<string> errors, BudgetOptions budgets)
    {
        RequireRange(errors, "Gateway__Budgets__UnusedPerClient", budgets.UnusedPerClient, 1, 100_000);
        RequireRange(errors, "Gateway__Budgets__UnusedPerNetwork", budgets.UnusedPerNetwork, 1, 100_000);
        RequireRange(errors, "Gateway__Budgets__RegionPerDay", budgets.RegionPerDay, 1, int.MaxValue);
        RequireBudget(errors, "Client", budgets.Client);
        RequireBudget(errors, "Tenant", budgets.Tenant);
        foreach (var (tenant, budget) in budgets.Tenants)
        {
            RequireBudget(errors, "Tenants__" + tenant, budget);
        }
    }

    private static void RequireBudget(List<string> errors, string name, CallBudget budget)
    {
        RequireRange(errors, $"Gateway__Budgets__{name}__Concurrent", budget.Concurrent ?? 1, 1, int.MaxValue);
        RequireRange(errors, $"Gateway__Budgets__{name}__PerDay", budget.PerDay ?? 1, 1, int.MaxValue);
    }

    private static void RequireChallenge(List<string> errors, ChallengeOptions challenge)
    {
        Require(errors, Enum.IsDefined(challenge.Kind), "Gateway__Challenge__Kind is unknown: set it to ProofOfWork, Turnstile or None.");
        RequireRange(errors, "Gateway__Challenge__Effort", challenge.Effort, 1, MostEffort);
        RequireRange(errors, "Gateway__Challenge__MostEffort", challenge.MostEffort, 1, MostEffort);
        if (challenge.Kind == ChallengeKind.Turnstile)
        {
            Require(errors, !string.IsNullOrWhiteSpace(challenge.SiteKey), "Gateway__Challenge__SiteKey is empty: set it to the site key that Turnstile gave for this host, or choose another Gateway__Challenge__Kind.");
            Require(errors, !string.IsNullOrWhiteSpace(challenge.SecretKey), "Gateway__Challenge__SecretKey is empty: set it to the secret key that belongs to the site key.");
            Require(errors, ServiceUrl.IsValid(challenge.VerifyUrl), "Gateway__Challenge__VerifyUrl is not an http(s) address: leave it out for Turnstile's own.");
        }
    }

    private static bool AreNetworks(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(network => IPNetwork.TryParse(network, out _));

    private static bool AreUrls(string list)
    {
        var urls = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return urls.Length > 0 && urls.All(ServiceUrl.IsValid);
    }

    private static void Require(List<string> errors, bool holds, string message)
    {
        if (!holds)
        {
            errors.Add(message);
        }
    }

    private static void RequireRange(List<string> errors, string key, int value, int least, int most) =>
        Require(errors, value >= least && value <= most, FormattableString.Invariant($"{key} is {value}: set it to a number from {least} to {most}."));
}
