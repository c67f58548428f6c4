using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>Everything that is shown, in memory and bounded. One lock: writers are one, readers copy references and leave.</summary>
internal sealed class TelemetryStore
{
    private readonly Lock _lock = new();
    private readonly TraceStore _traces;
    private readonly LogStore _logs;
    private readonly MetricStore _metrics;
    private readonly SessionBook _sessions;

    public TelemetryStore(IOptions<DashboardOptions> options, SessionBook sessions)
    {
        var limits = options.Value.Limits;
        _traces = new TraceStore(limits);
        _logs = new LogStore(limits);
        _metrics = new MetricStore(limits);
        _sessions = sessions;
    }

    /// <summary>Raised outside the lock, after a batch was stored.</summary>
    public event Action<StoreChange>? Changed;

    /// <summary>Grows with every change: what was computed from an older one is stale.</summary>
    public long Version { get; private set; }

    public (Counter Spans, Counter Traces, Counter Logs, Counter Points, Counter Sessions, Counter Turns) Counters
    {
        get
        {
            lock (_lock)
            {
                return (_traces.Spans, _traces.Traces, _logs.Counter, _metrics.Counter, _sessions.Sessions, _sessions.Turns);
            }
        }
    }

    /// <returns>How many of the batch were here already.</returns>
    public int Add(TelemetryBatch batch)
    {
        StoreChange change;
        var known = 0;
        lock (_lock)
        {
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
                _sessions.Read(record);
            }

            foreach (var point in batch.Points)
            {
                _metrics.Add(point);
            }

            foreach (var trace in touched)
            {
                _sessions.Read(trace);
            }

            foreach (var gone in _traces.Trim())
            {
                _sessions.Forget(gone);
            }

            foreach (var traceId in _sessions.Trim())
            {
                if (_traces.Find(traceId) is { } trace)
                {
                    _traces.Remove(trace);
                }
            }

            Version++;
            change = _sessions.TakeChange(batch.Logs, batch.Spans);
        }

        Changed?.Invoke(change);
        return known;
    }

    /// <summary>Runs a query while nothing changes. Keep it short: it must copy what it needs.</summary>
    public T Read<T>(Func<StoreView, T> query)
    {
        lock (_lock)
        {
            return query(new StoreView(_traces, _logs, _metrics, _sessions));
        }
    }

    /// <summary>Closes what will not be closed any more.</summary>
    public void Sweep(long beforeNs)
    {
        StoreChange change;
        lock (_lock)
        {
            _sessions.Sweep(beforeNs);
            change = _sessions.TakeChange([], []);
            Version += change.Turns.Count > 0 ? 1 : 0;
        }

        Changed?.Invoke(change);
    }

    public void Clear()
    {
        lock (_lock)
        {
            _traces.Clear();
            _logs.Clear();
            _metrics.Clear();
            _sessions.Clear();
            Version++;
        }
    }
}
