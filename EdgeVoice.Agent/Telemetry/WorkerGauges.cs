using System.Diagnostics.Metrics;
using EdgeVoice.Agent.LiveKit.Worker;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>What the worker offers now, for whoever watches regions.</summary>
internal sealed class WorkerGauges : IHostedService, IDisposable
{
    private readonly Meter _meter = new(AgentMeter.Name);

    public WorkerGauges(WorkerState worker, IOptions<WorkerOptions> options)
    {
        KeyValuePair<string, object?>[] tags = [new(AgentTags.Region, options.Value.Region)];
        _meter.CreateObservableGauge("edgevoice.worker.slots", () => new Measurement<int>(worker.Slots, tags), "{call}", "Calls the worker takes at the same time");
        _meter.CreateObservableGauge("edgevoice.worker.active", () => new Measurement<int>(worker.Active, tags), "{call}", "Calls the worker is in");
        _meter.CreateObservableGauge("edgevoice.worker.draining", () => new Measurement<int>(worker.Draining ? 1 : 0, tags), "1", "1 when the worker takes no new calls");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
