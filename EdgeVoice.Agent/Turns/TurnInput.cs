using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Agent.Turns;

/// <summary>Something that happened on the call. <paramref name="At"/> is the time since the call began.</summary>
internal abstract record TurnInput(TimeSpan At);

/// <summary>The caller is in the room and the provider is ready, or known not to come: the agent speaks first.</summary>
internal sealed record CallReady(TimeSpan At) : TurnInput(At);

/// <summary>The caller is in the room and hears us, and the provider is not ready yet.</summary>
internal sealed record CallerWaits(TimeSpan At) : TurnInput(At);

/// <param name="AudioAt">When the audio that the event speaks of reached us, for speech start and end; otherwise null.</param>
internal sealed record ProviderSays(TimeSpan At, RealtimeEvent Event, TimeSpan? AudioAt = null) : TurnInput(At);

internal sealed record PlayoutSays(TimeSpan At, PlayoutEvent Event) : TurnInput(At);

/// <summary>Answer to <see cref="StopPlayout"/>.</summary>
internal sealed record PlayoutCut(TimeSpan At, IReadOnlyList<PlayoutPosition> Positions) : TurnInput(At);

/// <summary>Answer to <see cref="CheckLine"/>.</summary>
/// <param name="AudibleAt">When anything could last be heard of the caller.</param>
internal sealed record LineHeard(TimeSpan At, TimeSpan AudibleAt) : TurnInput(At);

internal sealed record ToolFinished(TimeSpan At, string CallId, ToolResult Result) : TurnInput(At);

/// <summary>A new provider session holds the history.</summary>
internal sealed record ProviderRestored(TimeSpan At) : TurnInput(At);

/// <summary>The next session is open beside the present one, or could not be opened: a quiet moment may be used for the change.</summary>
internal sealed record ProviderStandsBy(TimeSpan At) : TurnInput(At);

/// <summary>No provider session can be had.</summary>
internal sealed record ProviderGaveUp(TimeSpan At, string Reason) : TurnInput(At);

/// <param name="Setting">Which setting of the timer this is: one that was cleared or set anew meanwhile does not count.</param>
internal sealed record TimerFired(TimeSpan At, TurnTimer Timer, int Setting = 0) : TurnInput(At);

/// <summary>The call is to go on with another agent, because this one stops.</summary>
internal sealed record MoveRequested(TimeSpan At) : TurnInput(At);

/// <summary>The call is over for a reason outside the conversation: the caller left, or the service stops.</summary>
internal sealed record CallClosed(TimeSpan At, CallOutcome Outcome, string Reason) : TurnInput(At);
