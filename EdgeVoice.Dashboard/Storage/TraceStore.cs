using EdgeVoice.Dashboard.Configuration;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>
/// Traces in memory. Traces of conversations and all others have their own queues, so that a flood of requests cannot push out
/// the turns. Not thread-safe: <see cref="TelemetryStore"/> holds the lock.
/// </summary>
internal sealed class TraceStore(TelemetryLimits limits)
{
    private readonly Dictionary<string, TraceRecord> _traces = [];
    private readonly LinkedList<TraceRecord> _plain = new();
    private readonly LinkedList<TraceRecord> _voice = new();
    private long _spans;
    private long _droppedSpans;
    private long _droppedTraces;

    public Counter Spans => new(_spans, limits.MaxSpans, _droppedSpans);

    public Counter Traces => new(_traces.Count, limits.MaxTraces, _droppedTraces);

    public IEnumerable<TraceRecord> All => _plain.Concat(_voice);

    public TraceRecord? Find(string traceId) => _traces.GetValueOrDefault(traceId);

    public TraceRecord? Add(Span span, out bool known)
    {
        known = false;
        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            trace = new TraceRecord(span.TraceId);
            _traces.Add(span.TraceId, trace);
            trace.Node = _plain.AddLast(trace);
        }

        if (trace.Spans.Count >= limits.MaxSpansPerTrace)
        {
            _droppedSpans++;
            return null;
        }

        if (!trace.Add(span))
        {
            known = true;
            return null;
        }

        _spans++;
        if (trace.SessionId is null && SpanNames.Session(span) is { } session)
        {
            trace.SessionId = session;
            _plain.Remove(trace.Node!);
            trace.Node = _voice.AddLast(trace);
        }

        return trace;
    }

    /// <returns>The traces that had to go.</returns>
    public List<TraceRecord> Trim()
    {
        List<TraceRecord> gone = [];
        while (_traces.Count > limits.MaxTraces || _spans > limits.MaxSpans)
        {
            // Others keep a quarter of the room, however many conversations there are.
            var queue = _plain.Count > 1 && (_voice.Count == 0 || _plain.Count * 4 >= _traces.Count) ? _plain : _voice.Count > 0 ? _voice : _plain;
            var trace = queue.First!.Value;
            Remove(trace);
            _droppedTraces++;
            _droppedSpans += trace.Spans.Count;
            gone.Add(trace);
        }

        return gone;
    }

    public void Remove(TraceRecord trace)
    {
        if (_traces.Remove(trace.TraceId))
        {
            trace.Node!.List!.Remove(trace.Node);
            _spans -= trace.Spans.Count;
        }
    }

    public void Clear()
    {
        _traces.Clear();
        _plain.Clear();
        _voice.Clear();
        _spans = 0;
    }
}
