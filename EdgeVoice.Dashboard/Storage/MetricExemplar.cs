namespace EdgeVoice.Dashboard.Storage;

internal sealed record MetricExemplar(long AtNs, double Value, string TraceId, string SpanId);
