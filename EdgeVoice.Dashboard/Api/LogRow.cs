namespace EdgeVoice.Dashboard.Api;

internal sealed record LogRow(
    long Id,
    string At,
    string Severity,
    string Resource,
    string Scope,
    string Body,
    string? EventName,
    string? TraceId,
    string? SpanId,
    string? SessionId,
    Dictionary<string, object?> Attributes);
