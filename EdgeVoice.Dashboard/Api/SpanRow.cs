namespace EdgeVoice.Dashboard.Api;

internal sealed record SpanRow(
    string TraceId,
    string SpanId,
    string? ParentId,
    int Depth,
    bool Orphan,
    string Name,
    string Kind,
    string Resource,
    string Scope,
    double StartMs,
    double DurationMs,
    string StartedAt,
    string Status,
    string? StatusText,
    Dictionary<string, object?> Attributes,
    IEnumerable<object> Events,
    IEnumerable<object> Links,
    bool Critical);
