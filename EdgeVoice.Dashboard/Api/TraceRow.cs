namespace EdgeVoice.Dashboard.Api;

internal record TraceRow(
    string TraceId,
    string Name,
    string Resource,
    IReadOnlyList<string> Resources,
    string StartedAt,
    double DurationMs,
    int Spans,
    int Errors,
    string? SessionId,
    int? Turn);
