using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Turns as answers want them: filtered, sorted, with their cause. Causes depend on all other turns, so they are found on asking.</summary>
internal sealed class TurnQueries(TelemetryStore store, TimeProvider time)
{
    // With many turns the fleet's medians move little in a second and cost a while.
    private const int FewTurns = 2_000;
    private static readonly TimeSpan s_medianAge = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Snapshot _latest = new(-1, 0, [], new Dictionary<string, Median>());

    /// <summary>All turns now, and the fleet's medians.</summary>
    public Snapshot Take()
    {
        lock (_lock)
        {
            var version = store.Version;
            if (version != _latest.Version)
            {
                var turns = store.Read(view => view.Sessions.AllTurns.ToArray());
                var isRecent = turns.Length > FewTurns && time.GetElapsedTime(_latest.At) < s_medianAge && _latest.Version >= 0;
                _latest = new Snapshot(version, isRecent ? _latest.At : time.GetTimestamp(), turns, isRecent ? _latest.Fleet : Medians.Of(turns));
            }

            return _latest;
        }
    }

    public static IReadOnlyList<Turn> Filter(Snapshot snapshot, TurnFilter filter) =>
        [.. snapshot.Turns.Where(turn => filter.Matches(turn) && (!filter.NeedsCause || filter.Matches(snapshot.Cause(turn))))];

    public static IReadOnlyList<Turn> Sort(IEnumerable<Turn> turns, string order) => order switch
    {
        "time" => [.. turns.OrderByDescending(turn => turn.Reading.StartNs)],
        "-time" => [.. turns.OrderBy(turn => turn.Reading.StartNs)],
        "length" => [.. turns.OrderByDescending(turn => turn.Row.LengthMs)],
        "cost" => [.. turns.OrderByDescending(turn => turn.Row.Cost ?? double.MinValue)],
        "-silence" => [.. turns.OrderBy(turn => turn.Row.HeardSilenceMs ?? double.MaxValue).ThenByDescending(turn => turn.Reading.StartNs)],
        _ => [.. turns.OrderByDescending(turn => turn.Row.HeardSilenceMs ?? double.MinValue).ThenByDescending(turn => turn.Reading.StartNs)],
    };
}
