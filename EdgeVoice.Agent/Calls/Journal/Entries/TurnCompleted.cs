namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>One turn, from the first sound to the last. Durations are in milliseconds on the audio clock; <c>null</c> means that it did not happen.</summary>
/// <remarks>
/// The initiator is <c>caller</c> or <c>agent</c>; the outcome <c>complete</c>, <c>interrupted</c>, <c>no_input</c>, <c>tool_error</c>, <c>model_error</c>
/// or <c>session_closed</c>. The agent's text is what the model generated, the heard text the part of it that was played before the turn ended.
/// </remarks>
internal sealed record TurnCompleted(
    string CallId,
    DateTimeOffset At,
    int Turn,
    string Initiator,
    string Outcome,
    string? UserText,
    string AgentText,
    string HeardText,
    int GeneratedMs,
    int HeardMs,
    int? HeardSilenceMs,
    int? EndpointingMs,
    int? FirstAudioMs,
    int? BargeInStopMs,
    DateTimeOffset StartedAt) : JournalEntry(CallId, At)
{
    /// <summary>
    /// It ended when the caller had been asked to go on with another agent; they heard it until they were with that one,
    /// so it is part of the history when it began before the other took the call.
    /// </summary>
    public bool HandedOver { get; init; }

    /// <summary>Why the provider ended or withheld an answer, when it did so, in its code or ours.</summary>
    public string? FailureReason { get; init; }

    public override DateTimeOffset CountsFrom => HandedOver ? StartedAt : At;
}
