namespace EdgeVoice.Dashboard.Storage;

internal sealed class LogRecord
{
    /// <summary>Grows by one with every record that is stored.</summary>
    public long Id { get; set; }

    public required long AtNs { get; init; }

    /// <summary>1 to 24, 0 when the sender named none.</summary>
    public required int Severity { get; init; }

    public required string Body { get; init; }

    public string? EventName { get; init; }

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    public required TelemetryResource Resource { get; init; }

    public required string Scope { get; init; }

    public Attributes Attributes { get; init; } = Attributes.None;
}
