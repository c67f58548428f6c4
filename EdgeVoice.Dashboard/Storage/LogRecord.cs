namespace EdgeVoice.Dashboard.Storage;

/// <summary>A log event that tells of a call before its spans do: a mark of a turn, or the state of its media.</summary>
internal sealed class LogRecord
{
    public required long AtNs { get; init; }

    public required string EventName { get; init; }

    public required TelemetryResource Resource { get; init; }

    public required string Scope { get; init; }

    public Attributes Attributes { get; init; } = Attributes.None;
}
