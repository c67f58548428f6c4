namespace EdgeVoice.Dashboard.Api;

internal sealed record TraceDetail(
    string TraceId,
    string Name,
    IReadOnlyList<string> Resources,
    string StartedAt,
    double DurationMs,
    int Spans,
    int Errors,
    string? SessionId,
    int? Turn,
    IReadOnlyList<SpanRow> Tree);
