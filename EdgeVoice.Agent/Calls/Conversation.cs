using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// What was said, as a new provider session is told. In the order of turns with the caller's words first, however late
/// their transcript came.
/// </summary>
internal sealed class Conversation
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Adds an entry, or replaces the one with the same key.</summary>
    public void Remember(int turn, string key, ConversationItem item)
    {
        lock (_lock)
        {
            var entry = new Entry(turn, key, item);
            var index = _entries.FindIndex(known => known.Key == key);
            if (index >= 0)
            {
                _entries[index] = entry;
            }
            else
            {
                _entries.Add(entry);
            }
        }
    }

    public IReadOnlyList<ConversationItem> Snapshot() => Snapshot(out _);

    /// <param name="keys">What <see cref="Since"/> is to leave out: all of it.</param>
    public IReadOnlyList<ConversationItem> Snapshot(out IReadOnlySet<string> keys)
    {
        lock (_lock)
        {
            keys = _entries.Select(entry => entry.Key).ToHashSet();
            return [.. InOrder().Select(entry => entry.Item)];
        }
    }

    /// <summary>What came since a session was told the rest. By key, since people say the same words twice, and an entry that was cut meanwhile has been told.</summary>
    public IReadOnlyList<ConversationItem> Since(IReadOnlySet<string> told)
    {
        lock (_lock)
        {
            return [.. InOrder().Where(entry => !told.Contains(entry.Key)).Select(entry => entry.Item)];
        }
    }

    // OrderBy is stable: within a turn the rest keeps the order in which it came.
    private IEnumerable<Entry> InOrder() => _entries.OrderBy(entry => entry.Turn).ThenBy(entry => entry.Item is UserSaid ? 0 : 1);

    private sealed record Entry(int Turn, string Key, ConversationItem Item);
}
