using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>A finished turn. Times are since the call began; an absent mark is null, and no figure is clamped.</summary>
internal sealed record Turn
{
    public required int Index { get; init; }

    public required TurnInitiator Initiator { get; init; }

    public required TurnOutcome Outcome { get; init; }

    public required TimeSpan StartedAt { get; init; }

    public required TimeSpan EndedAt { get; init; }

    /// <summary>Onset of the caller's speech, on the audio clock.</summary>
    public TimeSpan? SpeechStartedAt { get; init; }

    /// <summary>Last speech of the caller, on the audio clock.</summary>
    public TimeSpan? SpeechEndedAt { get; init; }

    public TimeSpan? CommittedAt { get; init; }

    public TimeSpan? ResponseStartedAt { get; init; }

    public TimeSpan? ResponseEndedAt { get; init; }

    public TimeSpan? FirstAudioAt { get; init; }

    public TimeSpan? PlayoutStartedAt { get; init; }

    public TimeSpan? PlayoutEndedAt { get; init; }

    /// <summary>When the caller heard the agent, piece by piece: between them a tool ran or the model thought.</summary>
    public IReadOnlyList<SpokenPiece> Spoken { get; init; } = [];

    public string? ResponseId { get; init; }

    public string? UserText { get; init; }

    public required string AgentText { get; init; }

    public required string HeardText { get; init; }

    public required int GeneratedMs { get; init; }

    public required int HeardMs { get; init; }

    /// <summary>Onset of the interrupting speech to the stop of play-out.</summary>
    public TimeSpan? BargeInStop { get; init; }

    /// <summary>It ended when the caller had been asked to go on with another agent.</summary>
    public bool HandedOver { get; init; }

    /// <summary>How often the provider ended or withheld an answer without giving one.</summary>
    public int Failures { get; init; }

    /// <summary>Why it did so last; null when it never did.</summary>
    public string? FailureReason { get; init; }

    public RealtimeUsage Usage { get; init; }

    public IReadOnlyList<TurnToolCall> ToolCalls { get; init; } = [];

    /// <summary>The silence the caller heard: end of their speech to the first sound of the answer.</summary>
    public TimeSpan? HeardSilence => PlayoutStartedAt - SpeechEndedAt;

    /// <summary>End of the caller's speech to the provider's decision that it had ended.</summary>
    public TimeSpan? Endpointing => CommittedAt - SpeechEndedAt;

    /// <summary>That decision (or, for the agent's own turns, the start of the turn) to the first audio of the answer.</summary>
    public TimeSpan? FirstAudio => FirstAudioAt - (CommittedAt ?? StartedAt);
}
