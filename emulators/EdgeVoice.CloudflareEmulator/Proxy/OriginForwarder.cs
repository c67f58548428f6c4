using System.Net;
using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Monitoring;
using EdgeVoice.CloudflareEmulator.Pages;
using EdgeVoice.CloudflareEmulator.Tunnels;
using EdgeVoice.Distances;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Takes a request to one pool: over the distance, into the tunnel.</summary>
internal sealed class OriginForwarder(EdgeDefinition definition, TunnelRegistry tunnels, HealthBook health, DistanceFeature distance, UnavailablePage unavailable, IHttpForwarder forwarder)
{
    private static readonly ForwarderRequestConfig s_config = new()
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // Cloudflare's own limit for an origin that says nothing.
        ActivityTimeout = TimeSpan.FromSeconds(100),
        AllowResponseBuffering = false,
    };

    /// <returns>False when the pool could not be reached and nothing was sent, so that another may be tried.</returns>
    public async Task<bool> TryForwardAsync(HttpContext context, string pool, string ray, Place place)
    {
        if (Choose(pool) is not { } origin)
        {
            return false;
        }

        await using var delay = await distance.ApplyAsync(context, place, pool);
        var error = await forwarder.SendAsync(context, TunnelConnection.Origin.AbsoluteUri, tunnels.Invoker(origin.Tunnel), s_config, new EdgeTransformer(origin.Host, ray, place));
        if (error == ForwarderError.None || context.Response.HasStarted)
        {
            return true;
        }

        if (context.Features.Get<IForwarderErrorFeature>()?.Exception is not NoTunnelException)
        {
            // Part of it may have arrived, so it cannot go elsewhere: the caller has to decide.
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await unavailable.WriteAsync(context, ray, context.Response.StatusCode);
            }

            return true;
        }

        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        return false;
    }

    private OriginDefinition? Choose(string pool)
    {
        var reachable = definition.Pool(pool).Origins.Where(origin => origin.Enabled && tunnels.Of(origin.Tunnel).Count > 0).ToArray();
        var healthy = health.Origins(pool).Where(origin => origin.Healthy != false).Select(origin => origin.Origin).ToHashSet();
        OriginDefinition[] preferred = [.. reachable.Where(healthy.Contains)];
        // A pool that is used although it is unhealthy is a fallback: whatever answers is better than nothing.
        return Draw(preferred.Length > 0 ? preferred : reachable);
    }

    private static OriginDefinition? Draw(OriginDefinition[] origins)
    {
        var at = Random.Shared.NextDouble() * origins.Sum(origin => origin.Weight);
        foreach (var origin in origins)
        {
            at -= origin.Weight;
            if (at <= 0)
            {
                return origin;
            }
        }

        return origins.LastOrDefault();
    }
}
