namespace EdgeVoice.Dashboard.Turns;

internal sealed record ToolSpan(string Name, string? CallId, long Start, long End, bool Ok, string SpanId);
