namespace EdgeVoice.Dashboard.Turns;

internal sealed record Median(double Ms, int N);
