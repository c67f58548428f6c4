namespace EdgeVoice.Agent.Turns;

/// <summary>How a conversation begins: with a greeting, or where another agent was cut off.</summary>
/// <param name="Greeting">Instructions for the first words of a new conversation.</param>
internal sealed record TurnOpening(string Greeting)
{
    /// <summary>Another agent has begun the conversation.</summary>
    public bool Resumed { get; init; }

    /// <summary>Number of the last turn before the first of this agent.</summary>
    public int LastTurn { get; init; }

    /// <summary>When the call must end; null when it may go on for ever.</summary>
    public CallLimit? Limit { get; init; }

    /// <summary>Tool calls that were begun before the cut and have no result: they are run again before anything is said about them.</summary>
    public IReadOnlyList<CutOffTool> Tools { get; init; } = [];
}
