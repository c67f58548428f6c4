using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>Shows each region's agents, slots and calls with its resource, once a second, and whether it takes calls.</summary>
internal sealed class RegionMonitor(RegionClient client, DistributedApplicationModel model, ResourceNotificationService notifications, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        var regions = model.Resources.OfType<RegionResource>().ToArray();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.WhenAll(regions.Where(region => region.Members.HaveAddresses).Select(region => UpdateAsync(region, stoppingToken)));
        }
    }

    private async Task UpdateAsync(RegionResource region, CancellationToken cancellationToken)
    {
        var loads = await Task.WhenAll(region.Members.AgentUrls.Select(url => client.GetAsync<AgentLoad>($"{url}/status", cancellationToken)));
        var health = await client.GetAsync<JsonElement>($"{region.Members.GatewayUrl}/healthz/realtime", cancellationToken);
        var alive = loads.Where(load => load is { Body: not null }).Select(load => load!.Value.Body!).ToArray();
        await notifications.PublishUpdateAsync(region, snapshot => snapshot with
        {
            // Aspire asks a healthy resource again only after half a minute, and at once when its state changes.
            State = StateAfter(snapshot.State, health is { Status: 200 }),
            Properties =
            [
                new ResourcePropertySnapshot("agents", Text(alive.Count(load => load.Registered))),
                new ResourcePropertySnapshot("slots", Text(alive.Where(load => load is { Registered: true, Draining: false }).Sum(load => load.Slots))),
                new ResourcePropertySnapshot("calls", Text(alive.Sum(load => load.Active))),
            ],
        });
    }

    // What was done to a region is said until it is undone.
    private static ResourceStateSnapshot? StateAfter(ResourceStateSnapshot? state, bool takesCalls) => (state?.Text, takesCalls) switch
    {
        (RegionStates.Starting or RegionStates.Unavailable, true) => new(RegionStates.Running, KnownResourceStateStyles.Success),
        (RegionStates.Running, false) => new(RegionStates.Unavailable, KnownResourceStateStyles.Warn),
        _ => state,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
