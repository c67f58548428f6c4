namespace EdgeVoice.Dashboard.Storage;

internal sealed record SpanEvent(string Name, long AtNs, Attributes Attributes);
