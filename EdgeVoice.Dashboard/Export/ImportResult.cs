namespace EdgeVoice.Dashboard.Export;

internal sealed record ImportResult(int Spans, int Logs, double AudioSeconds, int Known, IReadOnlyList<string> Sessions);
