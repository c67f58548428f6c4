using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Api;

/// <summary>What is kept and what had to go: <c>Kept</c> of the API.</summary>
internal sealed class CounterReport(TelemetryStore store, IngestQueue queue, GaugeBoard gauges, AudioStore audio, TelemetryFiles files)
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
            Gauges = gauges.Counter,
            AudioBytes = audio.Counter,
            StoreBytes = files.Counter,
            RecordsRefused = queue.RefusedOf(SignalKind.Logs),
        };
    }
}
