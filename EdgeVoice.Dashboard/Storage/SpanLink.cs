namespace EdgeVoice.Dashboard.Storage;

internal sealed record SpanLink(string TraceId, string SpanId);
