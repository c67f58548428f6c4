namespace EdgeVoice.Dashboard.Api;

internal sealed record ToolCallRow(string Name, string? CallId, double StartMs, double DurationMs, bool Ok, string SpanId);
