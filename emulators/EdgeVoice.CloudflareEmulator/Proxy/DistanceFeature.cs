using EdgeVoice.CloudflareEmulator.Configuration;
using EdgeVoice.Distances;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Makes the way between caller and region felt: once there and once back for a request, every message of a WebSocket.</summary>
internal sealed class DistanceFeature(PlaceBook places, IOptions<EdgeOptions> options, TimeProvider time)
{
    /// <summary>Waits for the request to arrive, and sees to it that what is sent back takes its time.</summary>
    public async Task<IAsyncDisposable?> ApplyAsync(HttpContext context, Place place, string region)
    {
        var path = options.Value.Distances ? places.FromCaller(place, region) : NetworkPath.None;
        if (path.IsNone)
        {
            return null;
        }

        await TravelAsync(path, context.RequestAborted);
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            var delayed = new DelayedUpgrade(upgrade, path, time);
            context.Features.Set<IHttpUpgradeFeature>(delayed);
            return delayed;
        }

        context.Response.OnStarting(() => TravelAsync(path, context.RequestAborted));
        return null;
    }

    // A caller who gives up on the way is no fault of the edge: what follows sees that the request is over.
    private async Task TravelAsync(NetworkPath path, CancellationToken aborted) =>
        await time.TravelAsync(path.OneWayOfStream(), aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
