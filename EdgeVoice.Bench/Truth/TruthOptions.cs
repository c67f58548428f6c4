namespace EdgeVoice.Bench.Truth;

/// <summary>What the command line says.</summary>
/// <param name="Calls">Calls that are compared.</param>
/// <param name="Together">How many are on at the same time.</param>
/// <param name="Rehearsals">Calls before them that are not compared.</param>
/// <param name="Keep">Where the dashboard's own zip of all calls goes; null for nowhere, and then nothing is recorded.</param>
internal sealed record TruthOptions(int Calls, int Together, int Rehearsals, FileInfo? Keep);
