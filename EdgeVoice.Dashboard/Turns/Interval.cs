namespace EdgeVoice.Dashboard.Turns;

/// <summary>Nanoseconds since 1970. The end may lie before the start: that is a finding, not a reason to change it.</summary>
internal readonly record struct Interval(long Start, long End);
