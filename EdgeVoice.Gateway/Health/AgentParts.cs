using EdgeVoice.Gateway.Agents;

namespace EdgeVoice.Gateway.Health;

/// <summary>What the agents' own words say about the region: workers, provider and journal. They hold the provider's key, so its canary is theirs.</summary>
internal sealed class AgentParts(AgentPool agents, TimeProvider time)
{
    // The journal on disk takes hours; this long without Postgres is worth an operator's look.
    private static readonly TimeSpan s_lagLimit = TimeSpan.FromSeconds(30);

    public PartReport Worker()
    {
        var alive = agents.Alive;
        if (alive.Count == 0)
        {
            return agents.IsUnknown ? new PartReport(PartState.Unknown, null, "no agent was heard of yet") : new PartReport(PartState.Down, null, "no agent is alive");
        }

        var fit = alive.Where(agent => agent.Status is { Registered: true, Draining: false }).ToArray();
        var detail = fit.Length > 0
            ? FormattableString.Invariant($"{fit.Sum(agent => agent.Status.Active)} of {fit.Sum(agent => agent.Status.Slots)} slots busy on {fit.Length} of {alive.Count} agents")
            : alive.All(agent => agent.Status.Draining) ? "draining" : "not registered with LiveKit";
        return new PartReport(fit.Length > 0 ? PartState.Up : PartState.Down, Age(alive), detail);
    }

    public PartReport Provider()
    {
        var alive = agents.Alive;
        var providers = alive.SelectMany(agent => agent.Status.Providers).ToArray();
        if (providers.Length == 0)
        {
            return new PartReport(PartState.Unknown, null, "no agent tells");
        }

        var usable = providers.Where(provider => provider.State is not "down").ToArray();
        var best = usable.FirstOrDefault(provider => provider.Chosen) ?? usable.FirstOrDefault();
        return best is null
            ? new PartReport(PartState.Down, providers.Min(provider => provider.AgeMs), "no provider endpoint answers")
            : new PartReport(PartState.Up, best.AgeMs, FormattableString.Invariant($"{best.Name} {best.State}, handshake {best.HandshakeMs} ms; {usable.Length} of {providers.Length} endpoints usable"));
    }

    public PartReport Journal()
    {
        var alive = agents.Alive;
        var journals = alive.Where(agent => agent.Status.Journal is not null).Select(agent => agent.Status.Journal!).ToArray();
        if (journals.Length == 0)
        {
            return new PartReport(PartState.Unknown, null, "no agent tells");
        }

        var oldest = journals.Max(journal => journal.OldestAgeMs);
        var isBehind = oldest > s_lagLimit.TotalMilliseconds || journals.Any(journal => !journal.Connected);
        var detail = FormattableString.Invariant($"{journals.Sum(journal => journal.Unshipped)} entries wait, the oldest for {oldest} ms");
        return new PartReport(isBehind ? PartState.Degraded : PartState.Up, Age(alive), detail);
    }

    private long Age(IReadOnlyList<(AgentStatus Status, DateTimeOffset At)> alive) => (long)(time.GetUtcNow() - alive.Max(agent => agent.At)).TotalMilliseconds;
}
