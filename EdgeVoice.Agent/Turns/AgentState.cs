namespace EdgeVoice.Agent.Turns;

/// <summary>What the page shows of the agent; the values of LiveKit's <c>lk.agent.state</c>.</summary>
internal enum AgentState
{
    Initializing,
    Listening,
    Thinking,
    Speaking,
}
