using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Api;

/// <summary>What is kept and what had to go: <c>Kept</c> of the API.</summary>
internal sealed class CounterReport(TelemetryStore store, IngestQueue queue, AudioStore audio, TelemetryFiles files)
{
    public object Take()
    {
        var counters = store.Counters;
        return new
        {
            Spans = counters.Spans with { Dropped = counters.Spans.Dropped + queue.RefusedOf(SignalKind.Traces) },
            counters.Traces,
            counters.Turns,
            counters.Sessions,
            Logs = counters.Logs with { Dropped = counters.Logs.Dropped + queue.RefusedOf(SignalKind.Logs) },
            MetricPoints = counters.Points with { Dropped = counters.Points.Dropped + queue.RefusedOf(SignalKind.Metrics) },
            AudioBytes = audio.Counter,
            StoreBytes = files.Counter,
        };
    }
}
