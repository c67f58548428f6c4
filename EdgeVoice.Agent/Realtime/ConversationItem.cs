namespace EdgeVoice.Agent.Realtime;

/// <summary>One entry of the history that a new session is told.</summary>
internal abstract record ConversationItem;

internal sealed record UserSaid(string Text) : ConversationItem;

/// <param name="Text">The words the caller heard, not all that were generated.</param>
internal sealed record AgentSaid(string Text) : ConversationItem;

internal sealed record ToolCalled(string CallId, string Name, string Arguments) : ConversationItem;

internal sealed record ToolReturned(string CallId, string Output) : ConversationItem;
