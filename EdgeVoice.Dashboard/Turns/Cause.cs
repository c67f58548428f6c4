namespace EdgeVoice.Dashboard.Turns;

/// <summary>What made a turn slower than others.</summary>
internal sealed record Cause(string Name, double Ms, double MedianMs, double ExcessMs, string Against, int N, string Text);
