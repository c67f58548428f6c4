namespace EdgeVoice.Dashboard.Turns;

/// <summary>Splits a turn's wait into what can be blamed. Provider time is the wait for the model without the measured round trip to it.</summary>
internal static class TurnComponents
{
    public const string Provider = "provider";
    public const string Network = "network";
    public const string MediaPath = "media path";
    public const string Agent = "agent";
    public const string ToolPrefix = "tool ";

    public static IEnumerable<(string Name, double Ms)> Of(TurnReading turn, IReadOnlyList<Phase> phases)
    {
        if (Sum(phases, PhaseNames.Endpointing) is { } endpointing)
        {
            yield return (PhaseNames.Endpointing, endpointing);
        }

        var network = turn.Network.ProviderRttMs + (turn.Network.CallerRttMs ?? 0) ?? turn.Network.CallerRttMs;
        if (Sum(phases, PhaseNames.ModelWait) is { } wait)
        {
            yield return (Provider, wait - (turn.Network.ProviderRttMs ?? 0));
        }

        if (network is { } trips)
        {
            yield return (Network, trips);
        }

        // Of its own, since many tracers do not know it: a median over turns with and without it would be of neither.
        if (turn.Network.MediaPathMs is { } path)
        {
            yield return (MediaPath, path);
        }

        foreach (var tool in phases.Where(phase => phase.Name == PhaseNames.Tool).GroupBy(phase => phase.Detail, StringComparer.Ordinal))
        {
            yield return (ToolPrefix + tool.Key, tool.Sum(phase => phase.DurationMs));
        }

        if (Sum(phases, PhaseNames.Playout) is { } playout)
        {
            yield return (PhaseNames.Playout, playout);
        }

        if (Sum(phases, PhaseNames.Other) is { } other)
        {
            yield return (Agent, other);
        }
    }

    private static double? Sum(IReadOnlyList<Phase> phases, string name)
    {
        double? sum = null;
        foreach (var phase in phases)
        {
            if (phase.Name == name)
            {
                sum = (sum ?? 0) + phase.DurationMs;
            }
        }

        return sum;
    }
}
