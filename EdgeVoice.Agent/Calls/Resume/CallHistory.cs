using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls.Resume;

/// <summary>What the agents before this one have written of a call, put together so that the conversation can go on.</summary>
internal sealed class CallHistory
{
    private readonly Dictionary<string, ToolCallStarted> _open = [];
    private readonly List<(ToolCallStarted Call, ToolResult Result)> _done = [];
    private readonly HashSet<(int Generation, int Turn, string Speaker)> _withItems = [];

    private CallHistory()
    {
    }

    /// <summary>What a provider session is told.</summary>
    public Conversation Conversation { get; } = new();

    /// <summary>When the first agent took the call; null when nothing is known of it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    public string? Persona { get; private set; }

    public string? Locale { get; private set; }

    public SessionSettings? Session { get; private set; }

    /// <summary>Number of the last turn that was begun.</summary>
    public int LastTurn { get; private set; }

    /// <summary>When the last provider session was opened: what is left of its life was lost with its agent.</summary>
    public DateTimeOffset? SessionOpenedAt { get; private set; }

    /// <summary>Tool calls that were begun and may or may not have had their effect.</summary>
    public IReadOnlyList<ToolCallStarted> OpenTools => [.. _open.Values];

    public IReadOnlyList<(ToolCallStarted Call, ToolResult Result)> DoneTools => _done;

    /// <param name="entries">In the order of the history.</param>
    public static CallHistory Of(IEnumerable<JournalEntry> entries)
    {
        var history = new CallHistory();
        foreach (var entry in entries)
        {
            history.Add(entry);
        }

        return history;
    }

    /// <summary>Tells the memory of the tools what has been asked for and what came of it.</summary>
    public void Restore(ToolMemory memory)
    {
        foreach (var (call, result) in _done)
        {
            memory.Restore(call.IdempotencyKey, call.Name, call.Arguments, result);
        }

        foreach (var call in _open.Values)
        {
            memory.Restore(call.IdempotencyKey, call.Name, call.Arguments, null);
        }
    }

    private void Add(JournalEntry entry)
    {
        switch (entry)
        {
            case CallStarted started:
                StartedAt = StartedAt < started.At ? StartedAt : started.At;
                Persona = started.Persona;
                Locale = started.Locale ?? Locale;
                Session = started.Session ?? Session;
                break;
            case ProviderSessionChanged session:
                SessionOpenedAt = session.At;
                break;
            case ItemRemembered item:
                LastTurn = Math.Max(LastTurn, item.Turn);
                _withItems.Add((item.Generation, item.Turn, item.Speaker));
                Remember(item.Generation, item.Turn, item.Key, item.Speaker == Wire.Name(Speaker.Caller) ? new UserSaid(item.Text) : new AgentSaid(item.Text));
                break;
            case TurnCompleted turn:
                LastTurn = Math.Max(LastTurn, turn.Turn);
                AddWordsOf(turn);
                break;
            case ToolCallStarted tool:
                LastTurn = Math.Max(LastTurn, tool.Turn);
                _open[tool.ToolCallId] = tool;
                break;
            case ToolCallCompleted result when _open.Remove(result.ToolCallId, out var call):
                _done.Add((call, new ToolResult(result.Status == ToolCallCompleted.Ok, result.Result)));
                Remember(call.Generation, call.Turn, call.ToolCallId, new ToolCalled(call.ToolCallId, call.Name, call.Arguments));
                Remember(call.Generation, call.Turn, $"{call.ToolCallId}:result", new ToolReturned(call.ToolCallId, result.Result));
                break;
        }
    }

    /// <summary>
    /// Words that have no item: builds before there were items wrote them with their turn only, and what was heard last of
    /// a turn that was handed over was remembered when the next agent had the call.
    /// </summary>
    private void AddWordsOf(TurnCompleted turn)
    {
        if (!turn.HandedOver && (HasItem(turn, Speaker.Caller) || HasItem(turn, Speaker.Agent)))
        {
            return;
        }

        if (turn.UserText is { Length: > 0 } said && !HasItem(turn, Speaker.Caller))
        {
            Remember(turn.Generation, turn.Turn, $"turn-{turn.Turn}-caller", new UserSaid(said));
        }

        if (turn.HeardText.Length > 0 && !HasItem(turn, Speaker.Agent))
        {
            Remember(turn.Generation, turn.Turn, $"turn-{turn.Turn}-agent", new AgentSaid(turn.HeardText));
        }
    }

    private bool HasItem(TurnCompleted turn, Speaker speaker) => _withItems.Contains((turn.Generation, turn.Turn, Wire.Name(speaker)));

    // A provider may use an id again in another session.
    private void Remember(int generation, int turn, string key, ConversationItem item) => Conversation.Remember(turn, $"{generation}:{key}", item);
}
