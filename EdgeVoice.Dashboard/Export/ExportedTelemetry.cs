using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Export;

internal sealed record ExportedTelemetry(string[] Sessions, Span[] Spans, LogRecord[] Records, Turn[] Turns);
