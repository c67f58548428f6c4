using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>Shows each region's agents, slots and calls with its resource, once a second.</summary>
internal sealed class RegionMonitor(RegionClient client, DistributedApplicationModel model, ResourceNotificationService notifications, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        var regions = model.Resources.OfType<RegionResource>().ToArray();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.WhenAll(regions.Select(region => UpdateAsync(region, stoppingToken)));
        }
    }

    private async Task UpdateAsync(RegionResource region, CancellationToken cancellationToken)
    {
        var loads = await Task.WhenAll(region.Members.AgentUrls.Select(url => client.GetAsync<AgentLoad>($"{url}/status", cancellationToken)));
        var alive = loads.Where(load => load is { Body: not null }).Select(load => load!.Value.Body!).ToArray();
        await notifications.PublishUpdateAsync(region, snapshot => snapshot with
        {
            Properties =
            [
                new ResourcePropertySnapshot("agents", Text(alive.Count(load => load.Registered))),
                new ResourcePropertySnapshot("slots", Text(alive.Where(load => load is { Registered: true, Draining: false }).Sum(load => load.Slots))),
                new ResourcePropertySnapshot("calls", Text(alive.Sum(load => load.Active))),
            ],
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
