namespace EdgeVoice.Dashboard.Api;

internal sealed record TraceDetail(TraceRow Row, IReadOnlyList<SpanRow> Tree, IReadOnlyList<LogRow> Logs)
    : TraceRow(Row.TraceId, Row.Name, Row.Resource, Row.Resources, Row.StartedAt, Row.DurationMs, Row.Spans, Row.Errors, Row.SessionId, Row.Turn)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public TraceRow Row { get; } = Row;
}
