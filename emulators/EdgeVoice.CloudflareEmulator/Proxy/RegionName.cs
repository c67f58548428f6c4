using EdgeVoice.CloudflareEmulator.Pages;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>A region's own name: straight into its tunnel, healthy or not.</summary>
internal sealed class RegionName(Caller caller, OriginForwarder forwarder, UnavailablePage unavailable)
{
    // Cloudflare's status for a name whose tunnel has no connection (error 1033).
    private const int TunnelDown = 530;

    public async Task HandleAsync(HttpContext context, string pool)
    {
        var place = caller.Of(context.Request);
        var ray = Ray.New(place.Colo);
        if (!await forwarder.TryForwardAsync(context, pool, ray, place))
        {
            await unavailable.WriteAsync(context, ray, TunnelDown);
        }
    }
}
