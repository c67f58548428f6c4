namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Numbers the entries of one call. Held only long enough to count, because the audio path comes through here.</summary>
internal sealed class JournaledCall(string callId, long lastSequence)
{
    private readonly Lock _numbering = new();
    private long _last = lastSequence;
    private bool _ended;

    public string CallId { get; } = callId;

    public SpoolState Spool { get; } = new(callId, lastSequence);

    public bool Ended
    {
        get
        {
            lock (_numbering)
            {
                return _ended;
            }
        }
    }

    /// <summary>Numbers the entry and hands it over in the same order; <c>false</c> when the call has already ended.</summary>
    public bool TryNumber(JournalEntry entry, Action<JournaledCall, JournalEntry> handOver)
    {
        lock (_numbering)
        {
            if (_ended)
            {
                return false;
            }

            _ended = entry is CallEnded;
            handOver(this, entry with { Sequence = ++_last });
            return true;
        }
    }
}
