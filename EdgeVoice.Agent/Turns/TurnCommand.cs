using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>Something the call must now do. The machine decides; the session carries out.</summary>
internal abstract record TurnCommand;

internal sealed record CreateResponse(string? Instructions) : TurnCommand;

internal sealed record CancelResponse(string ResponseId) : TurnCommand;

/// <summary>Fall silent; the session answers with <see cref="PlayoutCut"/> before anything else.</summary>
internal sealed record StopPlayout : TurnCommand;

/// <summary>Is anything heard of the caller? The session answers with <see cref="LineHeard"/> before anything else.</summary>
internal sealed record CheckLine : TurnCommand;

/// <summary>The provider is told that the caller's speech is over.</summary>
internal sealed record EndSpeech : TurnCommand;

internal sealed record Truncate(string ItemId, int HeardMs) : TurnCommand;

internal sealed record PlayAudio(string ItemId, byte[] Pcm) : TurnCommand;

internal sealed record CompletePlayout(string ItemId) : TurnCommand;

internal sealed record PlayClip(Clip Clip) : TurnCommand;

internal sealed record RunTool(int Turn, string CallId, string Name, string Arguments) : TurnCommand;

/// <summary>Tells the running provider session of an item.</summary>
internal sealed record AddItem(ConversationItem Item) : TurnCommand;

/// <summary>
/// Writes to the history that a new provider session is told. An entry with the same key is replaced; the order is by turn,
/// the caller's words first, because transcripts arrive late.
/// </summary>
internal sealed record Remember(int Turn, string Key, ConversationItem Item) : TurnCommand;

internal sealed record ShowAgentState(AgentState State) : TurnCommand;

/// <summary>Words for the caller's eyes. A segment sent again replaces what was shown.</summary>
internal sealed record ShowCaption(Speaker Speaker, string SegmentId, string Text, bool Final) : TurnCommand;

/// <summary>All words of an item so far, to be shown as they are heard.</summary>
internal sealed record FollowWords(string ItemId, string Text) : TurnCommand;

internal sealed record SetTimer(TurnTimer Timer, TimeSpan Delay) : TurnCommand;

internal sealed record ClearTimer(TurnTimer Timer) : TurnCommand;

/// <summary>Give up the provider session and open another one.</summary>
internal sealed record ReplaceProvider(string Reason) : TurnCommand;

/// <summary>Asks the provider for a sign of life.</summary>
internal sealed record CheckProvider : TurnCommand;

/// <summary>The provider gave no answer, for a reason in its code or ours.</summary>
internal sealed record ReportFailure(int Turn, string Reason) : TurnCommand;

/// <summary>The caller has heard to the end what came of this turn's tools: who asks for the same again wants it again.</summary>
internal sealed record SettleWishes(int Turn) : TurnCommand;

internal sealed record CompleteTurn(Turn Turn) : TurnCommand;

/// <summary>Asks the caller to go on with another agent.</summary>
internal sealed record TellMoving : TurnCommand;

internal sealed record EndCall(CallOutcome Outcome, string Reason) : TurnCommand;
