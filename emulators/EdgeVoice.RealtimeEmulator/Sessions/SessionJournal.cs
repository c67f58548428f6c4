namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>What happened in a session, for the admin endpoints. Guarded by the session's gate.</summary>
internal sealed class SessionJournal
{
    private const int KeptEvents = 200;

    private readonly Queue<SessionEvent> _events = [];
    private readonly List<Truncation> _truncations = [];
    private readonly Dictionary<string, double> _sentMs = [];

    public IReadOnlyCollection<SessionEvent> Events => _events;

    public IReadOnlyList<Truncation> Truncations => _truncations;

    /// <summary>Speech sent per item in milliseconds, untouched by truncations.</summary>
    public IReadOnlyDictionary<string, double> SentMs => _sentMs;

    public string? EndReason { get; set; }

    public void Note(DateTimeOffset at, bool fromClient, string type)
    {
        _events.Enqueue(new(at, fromClient ? "client" : "server", type));
        if (_events.Count > KeptEvents)
        {
            _events.Dequeue();
        }
    }

    public void Sent(string itemId, double milliseconds) =>
        _sentMs[itemId] = _sentMs.GetValueOrDefault(itemId) + milliseconds;

    public void Truncated(string itemId, int audioEndMs, bool accepted) =>
        _truncations.Add(new(itemId, audioEndMs, Math.Round(_sentMs.GetValueOrDefault(itemId)), accepted));
}
