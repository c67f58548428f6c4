using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Turns;

/// <summary>A tool call that runs.</summary>
internal sealed class OpenToolCall(int turn, ToolCallRequested call)
{
    public int Turn { get; } = turn;

    public ToolCalled Item { get; } = new(call.CallId, call.Name, call.Arguments);

    /// <summary>The provider session that asked is gone: the new one must be told of the call before the result.</summary>
    public bool Foreign { get; set; }
}
