namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Numbers the entries of one generation of a call. Held only long enough to count, because the audio path comes through here.</summary>
internal sealed class JournaledCall(string callId, int generation)
{
    private readonly Lock _numbering = new();
    private readonly Queue<(long Sequence, long Since)> _pending = new();
    private long _last;
    private bool _ended;

    public string CallId { get; } = callId;

    public int Generation { get; } = generation;

    public SpoolState Spool { get; } = new(callId, generation);

    /// <summary>When the oldest entry was appended that has not been shipped; null when none waits.</summary>
    public long? OldestPending
    {
        get
        {
            lock (_pending)
            {
                return _pending.TryPeek(out var oldest) ? oldest.Since : null;
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

    public void NotePending(long sequence, long since)
    {
        lock (_pending)
        {
            _pending.Enqueue((sequence, since));
        }
    }

    public void NoteShipped(long throughSequence)
    {
        lock (_pending)
        {
            while (_pending.TryPeek(out var oldest) && oldest.Sequence <= throughSequence)
            {
                _pending.Dequeue();
            }
        }
    }
}
