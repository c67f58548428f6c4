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

    public IReadOnlyList<ConversationItem> Snapshot()
    {
        lock (_lock)
        {
            // OrderBy is stable: within a turn the rest keeps the order in which it came.
            return [.. _entries.OrderBy(entry => entry.Turn).ThenBy(entry => entry.Item is UserSaid ? 0 : 1).Select(entry => entry.Item)];
        }
    }

    private sealed record Entry(int Turn, string Key, ConversationItem Item);
}
