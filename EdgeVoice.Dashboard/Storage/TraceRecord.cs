namespace EdgeVoice.Dashboard.Storage;

/// <summary>The spans of a trace so far.</summary>
internal sealed class TraceRecord(string traceId)
{
    private readonly HashSet<string> _ids = [];

    public string TraceId { get; } = traceId;

    public List<Span> Spans { get; } = [];

    /// <summary>The conversation it belongs to.</summary>
    public string? SessionId { get; set; }

    /// <summary>Turns that were read from it.</summary>
    public int Turn { get; set; }

    public long StartNs { get; private set; } = long.MaxValue;

    public long EndNs { get; private set; } = long.MinValue;

    public int Errors { get; private set; }

    public LinkedListNode<TraceRecord>? Node { get; set; }

    /// <returns>False when the span is here already: exporters send again what they are not sure of.</returns>
    public bool Add(Span span)
    {
        if (!_ids.Add(span.SpanId))
        {
            return false;
        }

        Spans.Add(span);
        StartNs = Math.Min(StartNs, span.StartNs);
        EndNs = Math.Max(EndNs, span.EndNs);
        Errors += span.Status == "error" ? 1 : 0;
        return true;
    }

    public Span Root => Spans.Find(span => span.ParentId is null) ?? Spans.MinBy(span => span.StartNs)!;
}
