namespace EdgeVoice.Dashboard.Export;

internal sealed record ImportResult(int Spans, int Records, double AudioSeconds, int Known, IReadOnlyList<string> Sessions);
