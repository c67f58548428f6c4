namespace EdgeVoice.Dashboard.Api;

internal sealed record InstrumentDetail(InstrumentRow Row, IReadOnlyList<object> Items)
    : InstrumentRow(Row.Resource, Row.Meter, Row.Name, Row.Unit, Row.Description, Row.Kind, Row.Series, Row.Last)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public InstrumentRow Row { get; } = Row;
}
