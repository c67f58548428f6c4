using System.Diagnostics.Metrics;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Realtime.Placement;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>What this agent thinks of each provider endpoint now, for whoever watches regions. Of one it has not heard of yet it says nothing.</summary>
internal sealed class ProviderGauges : IHostedService, IDisposable
{
    private readonly Meter _meter = new(AgentMeter.Name);
    private readonly ProviderPlacement _placement;
    private readonly string _region;

    public ProviderGauges(ProviderPlacement placement, IOptions<WorkerOptions> options)
    {
        (_placement, _region) = (placement, options.Value.Region);
        _meter.CreateObservableGauge("edgevoice.provider.ready", () => Of(known => known.State == EndpointState.Unknown ? null : known.State == EndpointState.Down ? 0 : 1), "1", "1 when sessions can be opened, 0 when the latest attempts failed");
        _meter.CreateObservableGauge("edgevoice.provider.chosen", () => Of(known => known.Chosen ? 1 : 0), "1", "1 for the endpoint of new sessions");
        _meter.CreateObservableGauge("edgevoice.provider.handshake", () => Of(known => known.Handshake?.TotalSeconds), "s", "The latest handshake, from the first byte to the session");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Of(Func<EndpointReport, double?> value)
    {
        foreach (var known in _placement.Report())
        {
            if (value(known) is { } now)
            {
                yield return new(now, new(AgentTags.Region, _region), new(AgentTags.Provider, known.Endpoint.Name));
            }
        }
    }
}
