namespace EdgeVoice.Dashboard.Turns;

/// <summary>A part of a turn, in milliseconds since it began. The parts of a turn sum to its length, also when one is negative.</summary>
internal sealed record Phase(string Name, string? Detail, double StartMs, double DurationMs);
