using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Agent.Realtime;

/// <summary>What a session is opened with; the same for each reconnect of a call.</summary>
internal sealed record RealtimeSessionConfig(
    string Instructions,
    string Voice,
    TurnDetection TurnDetection,
    IReadOnlyList<ToolDefinition> Tools,
    string SafetyIdentifier)
{
    /// <summary>Language that the caller is expected to speak, as two letters of ISO 639-1; null when it is not known.</summary>
    public string? Language { get; init; }
}
