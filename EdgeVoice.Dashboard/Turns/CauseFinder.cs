using System.Globalization;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>
/// Names what made a turn slow: the component that exceeds the session's or the fleet's median by most. Only of a turn that is slow: what one
/// component took longer and another shorter, nobody waited for.
/// </summary>
internal static class CauseFinder
{
    // About the gap that people leave between two turns anyway; less is the ordinary variation of endpointing and provider.
    private const double LeastSlowerMs = 200;

    // Less of a component does not explain that.
    private const double LeastExcessMs = 100;

    // A median of fewer turns says nothing; without one a component is compared with nothing at all.
    private const int LeastTurns = 3;
    private const double LeastWithoutMedianMs = 500;

    // Half a second is what these two take in a turn that is well.
    private const double LeastOfAnyTurnMs = 1_000;

    /// <returns>All components that are over, the largest first.</returns>
    public static IReadOnlyList<Cause> Find(Turn turn, IReadOnlyDictionary<string, Median> session, IReadOnlyDictionary<string, Median> fleet)
    {
        if (!turn.Reading.ByCaller && turn.Row.Tools.Count == 0)
        {
            return [];
        }

        var compared = turn.Components.Select(component => Compare(component.Name, component.Ms, session, fleet)).ToArray();
        // What cannot be compared yet and is not long may be as it always is.
        return compared.Where(cause => cause.N > 0 || cause.ExcessMs >= Least(cause)).Sum(cause => cause.ExcessMs) < LeastSlowerMs
            ? []
            : [.. compared.Where(cause => cause.ExcessMs >= Least(cause)).OrderByDescending(cause => cause.ExcessMs)];
    }

    private static double Least(Cause cause) => cause.N > 0 ? LeastExcessMs : cause.Name is PhaseNames.Endpointing or TurnComponents.Provider ? LeastOfAnyTurnMs : LeastWithoutMedianMs;

    private static Cause Compare(string name, double ms, IReadOnlyDictionary<string, Median> session, IReadOnlyDictionary<string, Median> fleet)
    {
        var own = session.TryGetValue(name, out var inSession) && inSession.N >= LeastTurns ? inSession : null;
        var all = fleet.TryGetValue(name, out var inFleet) && inFleet.N >= LeastTurns ? inFleet : null;
        // The smaller median: a call that is slow from beginning to end is slow against the fleet.
        var (median, against) = (own, all) switch
        {
            (null, null) => (new Median(0, 0), "fleet"),
            (null, { } only) => (only, "fleet"),
            ({ } only, null) => (only, "session"),
            var (a, b) => a.Ms <= b.Ms ? (a, "session") : (b, "fleet"),
        };
        var excess = ms - median.Ms;
        var text = median.N == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{name} took {ms:0} ms; there is nothing yet to compare it with.")
            : string.Create(CultureInfo.InvariantCulture, $"{name} took {ms:0} ms, {excess:0} ms more than the {against}'s median of {median.Ms:0} ms (n = {median.N}).");
        return new Cause(name, Math.Round(ms, 3), Math.Round(median.Ms, 3), Math.Round(excess, 3), against, median.N, text);
    }
}
