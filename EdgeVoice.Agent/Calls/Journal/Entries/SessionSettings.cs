using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>What the call's provider sessions are opened with, so that an agent of another build goes on as the first began.</summary>
internal sealed record SessionSettings(
    string Instructions,
    string Voice,
    TurnDetection TurnDetection,
    IReadOnlyList<string> Tools);
