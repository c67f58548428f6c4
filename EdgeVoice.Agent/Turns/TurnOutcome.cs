namespace EdgeVoice.Agent.Turns;

/// <summary>How a turn ended; the values of <c>edgevoice.turn.outcome</c>.</summary>
internal enum TurnOutcome
{
    Complete,
    Interrupted,
    NoInput,
    ToolError,
    ModelError,
    SessionClosed,
}
