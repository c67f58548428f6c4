using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Caller audio that the next provider session has to be told: what came while there was none, and speech that the present
/// one has neither written down nor answered, because it dies with that session. Of anything else only a short pre-roll.
/// </summary>
internal sealed class UnheardAudio
{
    // 30 s of 20 ms frames: more than anybody says in one breath.
    private const int Limit = 1500;

    // 1 s: a turn detector reports speech later than it began.
    private const int PreRoll = 50;

    // 2 s: a session that has reported nothing of what it was given by then will not.
    private const int ReportLimit = 100;

    private readonly Queue<(short[] Pcm, long Timestamp)> _frames = new();
    private readonly Stack<short[]> _free = new();
    private readonly Dictionary<string, long> _unanswered = [];
    private string? _speaking;
    private int _reportDue;

    /// <summary>All that is kept, oldest first.</summary>
    public IEnumerable<(short[] Pcm, long Timestamp)> Frames => _frames;

    /// <param name="pcm">One frame of the caller.</param>
    /// <param name="timestamp">When it reached us.</param>
    /// <param name="heard">A session has it.</param>
    public void Add(ReadOnlySpan<short> pcm, long timestamp, bool heard)
    {
        var frame = _free.TryPop(out var used) && used.Length == pcm.Length ? used : new short[pcm.Length];
        pcm.CopyTo(frame);
        _frames.Enqueue((frame, timestamp));
        _reportDue -= heard && _reportDue > 0 ? 1 : 0;
        while (_frames.Count > Limit || (heard && _reportDue == 0 && IsOldestDispensable()))
        {
            _free.Push(_frames.Dequeue().Pcm);
        }
    }

    /// <summary>Notes what the session has made of the caller's audio.</summary>
    /// <param name="said">What it reports.</param>
    /// <param name="onset">When the speech began that it reports; for others of no meaning.</param>
    public void Note(RealtimeEvent said, long? onset)
    {
        switch (said)
        {
            case SpeechStarted speech:
                _reportDue = 0;
                _speaking = speech.ItemId;
                _unanswered[speech.ItemId] = onset ?? 0;
                break;
            case SpeechStopped:
                _speaking = null;
                break;
            case UserTranscribed words:
                _unanswered.Remove(words.ItemId);
                break;
            case AudioDelta or ToolCallRequested:
                _reportDue = 0;
                foreach (var item in _unanswered.Keys.Where(item => item != _speaking).ToArray())
                {
                    _unanswered.Remove(item);
                }

                break;
        }
    }

    /// <summary>A new session is told all of it, which is kept for a moment: until that session reports what it heard.</summary>
    public void Replayed()
    {
        _reportDue = ReportLimit;
        _speaking = null;
        _unanswered.Clear();
    }

    /// <summary>The frames behind the oldest suffice as pre-roll for whatever is still unanswered.</summary>
    private bool IsOldestDispensable() =>
        _frames.Count > PreRoll && (_unanswered.Count == 0 || _frames.ElementAt(PreRoll).Timestamp < _unanswered.Values.Min());
}
