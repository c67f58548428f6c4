using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

/// <summary>The region's agent worker takes calls, and for how many it has slots.</summary>
internal sealed class WorkerProbe(IHttpClientFactory clients, IOptions<GatewayOptions> options, SlotLedger ledger) : IPartProbe
{
    public string Name => PartNames.Worker;

    public async Task<PartResult> ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientNames.Agent);
        var address = new Uri(new Uri(ServiceUrl.ToHttp(options.Value.AgentUrl).AbsoluteUri.TrimEnd('/') + "/"), "status");
        using var response = await client.GetAsync(address, cancellationToken);
        response.EnsureSuccessStatusCode();
        var status = WorkerStatus.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        ledger.SetWorkerSlots(status.Slots);

        return status switch
        {
            { Registered: false } => PartResult.Down("not registered with LiveKit"),
            { Draining: true } => PartResult.Down("draining"),
            _ => PartResult.Up(FormattableString.Invariant($"{status.Active} of {status.Slots} slots busy")),
        };
    }
}
