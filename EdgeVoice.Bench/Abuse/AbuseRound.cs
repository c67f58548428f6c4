namespace EdgeVoice.Bench.Abuse;

/// <summary>Callers who mean it beside a flood.</summary>
/// <param name="Addresses">Addresses that the flood comes from; 0 is no flood.</param>
/// <param name="GrantP50Ms">From the first request to the grant, with the waits that a refusal asked for.</param>
/// <param name="GreetingP50Ms">From the first request to the agent's first sound.</param>
/// <param name="ProviderSessions">Sessions that were opened at the provider in this round, callers' own among them.</param>
internal sealed record AbuseRound(
    int Addresses,
    int Callers,
    int Greeted,
    double GrantP50Ms,
    double GrantMaxMs,
    double GreetingP50Ms,
    double GreetingMaxMs,
    FloodCounts Flood,
    int ProviderSessions,
    double RssBeforeMiB,
    double RssMaxMiB,
    int LeakedSlots);

/// <summary>What a flood sent, and what it got.</summary>
internal sealed class FloodCounts
{
    public int Requests { get; set; }

    public int Granted { get; set; }

    public int Refused { get; set; }

    public int Resumes { get; set; }

    public int Resumed { get; set; }

    public int Texts { get; set; }
}
