using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>The turn that is being spoken: its marks so far.</summary>
internal sealed class TurnInProgress(int index, TurnInitiator initiator, TimeSpan startedAt)
{
    private readonly List<Utterance> _utterances = [];
    private readonly List<TurnToolCall> _toolCalls = [];

    public int Index { get; } = index;

    public TurnInitiator Initiator { get; } = initiator;

    public TimeSpan StartedAt { get; } = startedAt;

    public TimeSpan? SpeechStartedAt { get; set; }

    public TimeSpan? SpeechEndedAt { get; set; }

    public TimeSpan? CommittedAt { get; set; }

    /// <summary>When a response was last asked for; one that ended earlier does not answer it.</summary>
    public TimeSpan AskedAt { get; set; } = startedAt;

    /// <summary>A response has ended since one was last asked for.</summary>
    public bool Answered => ResponseEndedAt >= AskedAt;

    public TimeSpan? ResponseStartedAt { get; set; }

    public TimeSpan? ResponseEndedAt { get; set; }

    public TimeSpan? FirstAudioAt { get; set; }

    public TimeSpan? PlayoutStartedAt { get; set; }

    public TimeSpan? PlayoutEndedAt { get; set; }

    public TimeSpan? BargeInStop { get; set; }

    public TimeSpan EndedAt { get; set; }

    public TurnOutcome Outcome { get; set; } = TurnOutcome.Complete;

    public string? ResponseId { get; set; }

    /// <summary>What the response was last asked for with.</summary>
    public string? Instructions { get; set; }

    public string? UserItemId { get; set; }

    public string? UserText { get; set; }

    /// <summary>The caller's words are known, or it is known that they never will be.</summary>
    public bool UserTextSettled { get; set; }

    /// <summary>Segment that keeps the place of the caller's words on the page, until they are known or it is known that they will not be.</summary>
    public string? OpenCaption { get; set; }

    /// <summary>It ended when the caller had been asked to go on with another agent.</summary>
    public bool HandedOver { get; set; }

    /// <summary>How often the provider ended or withheld an answer without giving one.</summary>
    public int Failures { get; set; }

    /// <summary>Why it did so last, in the provider's code or ours.</summary>
    public string? FailureReason { get; set; }

    /// <summary>Another session was opened because this one gave no answer.</summary>
    public bool SessionRenewed { get; set; }

    public bool IsCallerSpeaking => Initiator == TurnInitiator.Caller && SpeechEndedAt is null;

    public RealtimeUsage Usage { get; set; }

    public IReadOnlyList<Utterance> Utterances => _utterances;

    public IReadOnlyList<TurnToolCall> ToolCalls => _toolCalls;

    public bool ToolsPending => _toolCalls.Exists(call => call.Ok is null);

    public bool AudioPending => _utterances.Exists(utterance => !utterance.Settled && utterance.GeneratedMs > 0);

    /// <summary>Audio whose play-out has not begun.</summary>
    public int UnheardMs => _utterances.Where(utterance => utterance is { Settled: false, Playing: false }).Sum(utterance => utterance.GeneratedMs - utterance.HeardMs);

    public Utterance Utterance(string itemId)
    {
        var utterance = Find(itemId);
        if (utterance is null)
        {
            utterance = new Utterance(itemId);
            _utterances.Add(utterance);
        }

        return utterance;
    }

    public Utterance? Find(string itemId) => _utterances.Find(known => known.ItemId == itemId);

    public void AddToolCall(TurnToolCall call) => _toolCalls.Add(call);

    public TurnToolCall? FinishToolCall(string callId, bool ok, TimeSpan at)
    {
        var index = _toolCalls.FindIndex(call => call.CallId == callId && call.Ok is null);
        return index < 0 ? null : _toolCalls[index] = _toolCalls[index] with { EndedAt = at, Ok = ok };
    }

    public Turn Finish() => new()
    {
        Index = Index,
        Initiator = Initiator,
        Outcome = Outcome,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        SpeechStartedAt = SpeechStartedAt,
        SpeechEndedAt = SpeechEndedAt,
        CommittedAt = CommittedAt,
        ResponseStartedAt = ResponseStartedAt,
        ResponseEndedAt = ResponseEndedAt,
        FirstAudioAt = FirstAudioAt,
        PlayoutStartedAt = PlayoutStartedAt,
        PlayoutEndedAt = PlayoutEndedAt,
        Spoken = [.. _utterances.Where(said => said.StartedAt is not null && said.EndedAt is not null).Select(said => new SpokenPiece(said.StartedAt!.Value, said.EndedAt!.Value))],
        ResponseId = ResponseId,
        UserText = UserText,
        AgentText = Join(_utterances.Select(utterance => utterance.Text)),
        HeardText = Join(_utterances.Select(utterance => utterance.HeardText)),
        GeneratedMs = _utterances.Sum(utterance => utterance.GeneratedMs),
        HeardMs = _utterances.Sum(utterance => utterance.HeardMs),
        BargeInStop = BargeInStop,
        HandedOver = HandedOver,
        Failures = Failures,
        FailureReason = FailureReason,
        Usage = Usage,
        ToolCalls = [.. _toolCalls],
    };

    private static string Join(IEnumerable<string> texts) => string.Join(' ', texts.Select(text => text.Trim()).Where(text => text.Length > 0));
}
