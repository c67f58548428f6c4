namespace EdgeVoice.Dashboard.Storage;

/// <summary>What one request brought, checked and ready to be stored.</summary>
internal sealed class TelemetryBatch
{
    public List<Span> Spans { get; } = [];

    public List<LogRecord> Logs { get; } = [];

    public List<MetricPoint> Points { get; } = [];

    /// <summary>The request as protobuf, for the files; null when it came from them.</summary>
    public ReadOnlyMemory<byte> Raw { get; set; }

    public SignalKind Kind { get; set; }

    public int Rejected { get; private set; }

    /// <summary>Why the first of them was rejected.</summary>
    public string? Reason { get; private set; }

    public int Count => Spans.Count + Logs.Count + Points.Count;

    public void Reject(string reason)
    {
        Rejected++;
        Reason ??= reason;
    }
}
