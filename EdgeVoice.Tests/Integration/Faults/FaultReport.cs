namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>What became of one call with a fault.</summary>
/// <param name="LongestSilence">Longest silence in the caller's ears while an answer was due.</param>
/// <param name="AgentCaptions">What the agent said, in order.</param>
/// <param name="Sessions">Ids of the provider sessions of the call, from the journal.</param>
/// <param name="LastItems">The conversation that the last of them holds.</param>
/// <param name="EndedByAgent">The room was closed while the caller was in it.</param>
/// <param name="Story">Everything but the levels, for a failing test's message.</param>
internal sealed record FaultReport(
    TimeSpan LongestSilence,
    IReadOnlyList<string> AgentCaptions,
    IReadOnlyList<string> Sessions,
    string LastItems,
    bool EndedByAgent,
    JournalReader.CallRow Call,
    IReadOnlyList<JournalReader.TurnRow> Turns,
    string Story);
