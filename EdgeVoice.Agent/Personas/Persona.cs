using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Personas;

/// <summary>Who the agent is on a call: one entry of <c>personas.json</c>.</summary>
internal sealed record Persona
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Instructions { get; init; }

    /// <summary>Instruction for the first response, before the caller has said anything.</summary>
    public required string Greeting { get; init; }

    public required string Voice { get; init; }

    public TurnDetection TurnDetection { get; init; } = new();

    public IReadOnlyList<string> Tools { get; init; } = [];
}
