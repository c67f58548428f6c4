using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>What a sequence of batches makes: the same sequence, the same state. Not thread-safe.</summary>
/// <param name="firstLog">Number of the first log record that has none yet.</param>
internal sealed class StoreState(TelemetryLimits limits, SessionBook sessions, long firstLog)
{
    private readonly TraceStore _traces = new(limits);
    private readonly LogStore _logs = new(limits, firstLog);
    private readonly MetricStore _metrics = new(limits);

    public StoreView View => new(_traces, _logs, _metrics, sessions);

    public (Counter Spans, Counter Traces, Counter Logs, Counter Points, Counter Sessions, Counter Turns) Counters =>
        (_traces.Spans, _traces.Traces, _logs.Counter, _metrics.Counter, sessions.Sessions, sessions.Turns);

    /// <returns>How many of the batch were here already.</returns>
    public int Add(TelemetryBatch batch)
    {
        var known = 0;
        HashSet<TraceRecord> touched = [];
        foreach (var span in batch.Spans)
        {
            if (_traces.Add(span, out var repeated) is { } trace)
            {
                touched.Add(trace);
            }

            known += repeated ? 1 : 0;
        }

        foreach (var record in batch.Logs)
        {
            _logs.Add(record);
            sessions.Read(record);
        }

        foreach (var point in batch.Points)
        {
            _metrics.Add(point);
        }

        foreach (var trace in touched)
        {
            sessions.Read(trace);
        }

        foreach (var gone in _traces.Trim())
        {
            sessions.Forget(gone);
        }

        foreach (var traceId in sessions.Trim())
        {
            if (_traces.Find(traceId) is { } trace)
            {
                _traces.Remove(trace);
            }
        }

        return known;
    }

    public StoreChange TakeChange(IReadOnlyList<LogRecord> logs, IReadOnlyList<Span> spans) => sessions.TakeChange(logs, spans);

    public void Sweep(long beforeNs) => sessions.Sweep(beforeNs);

    public void Clear()
    {
        _traces.Clear();
        _logs.Clear();
        _metrics.Clear();
        sessions.Clear();
    }
}
