using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>Something the call must now do. The machine decides; the session carries out.</summary>
internal abstract record TurnCommand;

internal sealed record CreateResponse(string? Instructions) : TurnCommand;

internal sealed record CancelResponse(string ResponseId) : TurnCommand;

/// <summary>Fall silent; the session answers with <see cref="PlayoutCut"/> before anything else.</summary>
internal sealed record StopPlayout : TurnCommand;

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

internal sealed record SetTimer(TurnTimer Timer, TimeSpan Delay) : TurnCommand;

internal sealed record ClearTimer(TurnTimer Timer) : TurnCommand;

/// <summary>Give up the provider session and open another one.</summary>
internal sealed record ReplaceProvider(string Reason) : TurnCommand;

internal sealed record CompleteTurn(Turn Turn) : TurnCommand;

/// <summary>Asks the caller to go on with another agent.</summary>
internal sealed record TellMoving : TurnCommand;

internal sealed record EndCall(CallOutcome Outcome, string Reason) : TurnCommand;
