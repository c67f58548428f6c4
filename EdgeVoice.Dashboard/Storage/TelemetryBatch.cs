namespace EdgeVoice.Dashboard.Storage;

/// <summary>What one request brought, checked and ready to be stored.</summary>
internal sealed class TelemetryBatch
{
    public List<Span> Spans { get; } = [];

    public List<LogRecord> Logs { get; } = [];

    /// <summary>The request as protobuf, for the files; empty when it came from them.</summary>
    public ReadOnlyMemory<byte> Raw { get; set; }

    public SignalKind Kind { get; set; }

    /// <summary>
    /// When it came, by this machine's clock: what is alive is judged by that, since a sender's clock may be off. Null when nobody
    /// knows any more, as of what was imported; then the sender's clock must do.
    /// </summary>
    public long? ReceivedNs { get; set; }

    public int Rejected { get; private set; }

    /// <summary>Why the first of them was rejected.</summary>
    public string? Reason { get; private set; }

    public int Count => Spans.Count + Logs.Count;

    public void Reject(string reason)
    {
        Rejected++;
        Reason ??= reason;
    }
}
