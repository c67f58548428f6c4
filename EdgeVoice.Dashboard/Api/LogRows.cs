using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

internal sealed class LogRows(ContentGuard guard)
{
    public static readonly string[] Severities = ["trace", "debug", "info", "warn", "error", "fatal"];

    /// <summary>OpenTelemetry counts four numbers to each name, from 1.</summary>
    public static string Severity(int number) => Severities[Math.Clamp((Math.Max(number, 1) - 1) / 4, 0, 5)];

    public static int Least(string severity) => (Array.IndexOf(Severities, severity) * 4) + 1;

    /// <summary>Our services name the call as a log parameter, others by the conventions' attributes.</summary>
    public static string? Session(LogRecord record) => SpanNames.Session(record.Attributes) ?? record.Attributes.Text("CallId");

    public LogRow Show(LogRecord record, string? session) => new(
        record.Id,
        Clock.Text(record.AtNs),
        Severity(record.Severity),
        record.Resource.Name,
        record.Scope,
        record.Body,
        record.EventName,
        record.TraceId,
        record.SpanId,
        session ?? Session(record),
        guard.Show(record.Attributes));
}
