namespace EdgeVoice.Dashboard.Storage;

/// <summary>A span. Times are nanoseconds since 1970, as they were sent.</summary>
internal sealed class Span
{
    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    public required string? ParentId { get; init; }

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required long StartNs { get; init; }

    public required long EndNs { get; init; }

    /// <summary>It was sent without an end; <see cref="EndNs"/> is the latest that is known of it.</summary>
    public bool IsOpen { get; init; }

    public required string Status { get; init; }

    public string? StatusText { get; init; }

    public required TelemetryResource Resource { get; init; }

    public required string Scope { get; init; }

    public Attributes Attributes { get; init; } = Attributes.None;

    public SpanEvent[] Events { get; init; } = [];

    public SpanLink[] Links { get; init; } = [];
}
