using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>What a sequence of batches makes: the same sequence, the same state. Not thread-safe.</summary>
internal sealed class StoreState(TelemetryLimits limits, SessionBook sessions)
{
    private readonly TraceStore _traces = new(limits);

    public StoreView View => new(_traces, sessions);

    public (Counter Spans, Counter Traces, Counter Sessions, Counter Turns) Counters => (_traces.Spans, _traces.Traces, sessions.Sessions, sessions.Turns);

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
            known += sessions.Read(record, batch.ReceivedNs) ? 0 : 1;
        }

        foreach (var trace in touched)
        {
            sessions.Read(trace, batch.ReceivedNs);
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

    public StoreChange TakeChange() => sessions.TakeChange();

    public void Sweep(long beforeNs) => sessions.Sweep(beforeNs);

    public void Clear()
    {
        _traces.Clear();
        sessions.Clear();
    }
}
