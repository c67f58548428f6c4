using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Calls;

/// <summary>Writes down once a second how far an answer was heard, so that an agent that dies in the middle of it leaves its words behind.</summary>
internal sealed class HeardSoFar(TimeProvider time, JournalWriter journal)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _turns = [];
    private long _last = time.GetTimestamp();

    /// <summary>The item is being said in this turn.</summary>
    public void Begin(int turn, string itemId)
    {
        lock (_lock)
        {
            _turns.TryAdd(itemId, turn);
        }
    }

    /// <summary>The words of the item that have been heard.</summary>
    public void Note(string itemId, string text)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_last) >= s_interval && _turns.TryGetValue(itemId, out var turn))
            {
                _last = time.GetTimestamp();
                journal.Words(turn, itemId, new AgentSaid(text));
            }
        }
    }

    /// <summary>What was heard of the item in all is known and comes after this.</summary>
    public void Forget(string itemId)
    {
        lock (_lock)
        {
            _turns.Remove(itemId);
        }
    }
}
