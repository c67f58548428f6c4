using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>All turns at one moment.</summary>
internal sealed class Snapshot(long version, long at, Turn[] turns, IReadOnlyDictionary<string, Median> fleet)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, Median>> _sessions = [];
    private readonly Lock _lock = new();
    private ILookup<string, Turn>? _bySession;

    public long Version => version;

    /// <summary>When the fleet's medians were computed, in <see cref="TimeProvider.GetTimestamp"/> units.</summary>
    public long At => at;

    public Turn[] Turns => turns;

    public IReadOnlyDictionary<string, Median> Fleet => fleet;

    public IReadOnlyDictionary<string, Median> Session(string id)
    {
        lock (_lock)
        {
            _bySession ??= turns.ToLookup(turn => turn.Row.SessionId);
            return _sessions.TryGetValue(id, out var medians) ? medians : _sessions[id] = Medians.Of(_bySession[id]);
        }
    }

    public IReadOnlyList<Cause> Causes(Turn turn) => CauseFinder.Find(turn, Session(turn.Row.SessionId), fleet);

    public Cause? Cause(Turn turn) => Causes(turn) is [var first, ..] ? first : null;

    public TurnRow Show(Turn turn) => turn.Row with { Cause = Cause(turn) };
}
