using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Caller audio that the next provider session has to be told: what came while there was none, what came since the present one gave its last
/// sign of life, because nobody knows that it was heard, and speech that it has neither written down nor answered, because it dies with it.
/// </summary>
/// <param name="second">A second, in the units of the timestamps.</param>
internal sealed class UnheardAudio(long second)
{
    // 30 s of 20 ms frames: more than anybody says in one breath.
    private const int Limit = 1500;

    // 2 s: a session that lives and has reported nothing of what it was given by then will not.
    private const int ReportLimit = 100;

    // A turn detector reports speech later than it began, and what was under way when the sign was given had not arrived.
    private readonly long _preRoll = second;
    private readonly Queue<(short[] Pcm, long Timestamp)> _frames = new();
    private readonly Stack<short[]> _free = new();
    private readonly Dictionary<string, long> _unanswered = [];
    private string? _speaking;
    private int _reportDue;
    private bool _lives;
    private long _neededFrom;
    private long _stoppedAt;
    private long _answeredTo;

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
        _reportDue -= heard && _lives && _reportDue > 0 ? 1 : 0;
        while (_frames.Count > Limit || (heard && _reportDue == 0 && IsOldestDispensable()))
        {
            _free.Push(_frames.Dequeue().Pcm);
        }
    }

    /// <summary>Notes what the session has made of the caller's audio.</summary>
    /// <param name="said">What it reports.</param>
    /// <param name="onset">When the speech began that it reports; for others of no meaning.</param>
    /// <param name="at">When it said so.</param>
    public void Note(RealtimeEvent said, long? onset, long at)
    {
        _lives = true;
        switch (said)
        {
            case SpeechStarted speech:
                _reportDue = 0;
                _speaking = speech.ItemId;
                _unanswered[speech.ItemId] = onset ?? 0;
                break;
            case SpeechStopped:
                _speaking = null;
                _stoppedAt = at;
                break;
            case UserTranscribed words:
                _unanswered.Remove(words.ItemId);
                break;
            case AudioDelta or ToolCallRequested:
                _reportDue = 0;
                _answeredTo = _stoppedAt;
                foreach (var item in _unanswered.Keys.Where(item => item != _speaking).ToArray())
                {
                    _unanswered.Remove(item);
                }

                break;
        }

        _neededFrom = _unanswered.Values.Append(at).Min();
    }

    /// <summary>A new session is told all of it, which is kept for a moment: until that session reports what it heard.</summary>
    public void Replayed()
    {
        (_lives, _reportDue) = (false, ReportLimit);
        _speaking = null;
        _unanswered.Clear();
    }

    /// <summary>It was heard and is too old to be the pre-roll of what was not, or belongs to a speech that has its answer: it would be one more.</summary>
    private bool IsOldestDispensable() =>
        _lives && _frames.TryPeek(out var oldest) && oldest.Timestamp < Math.Max(_neededFrom - _preRoll, Math.Min(_answeredTo, _neededFrom));
}
