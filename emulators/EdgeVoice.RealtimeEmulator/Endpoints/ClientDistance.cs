using EdgeVoice.Distances;
using EdgeVoice.RealtimeEmulator.Configuration;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Endpoints;

/// <summary>The prefix <c>/from/{region}</c>: says from which of our regions the client connects, and makes that distance felt.</summary>
internal static class ClientDistance
{
    private static readonly PathString s_prefix = "/from";

    public static void UseClientDistance(this WebApplication app) => app.Use(HandleAsync);

    private static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(s_prefix, out var rest))
        {
            await next(context);
            return;
        }

        var services = context.RequestServices;
        var places = services.GetRequiredService<PlaceBook>();
        var options = services.GetRequiredService<IOptions<RealtimeEmulatorOptions>>().Value;
        if (places.Regions.FirstOrDefault(region => rest.StartsWithSegments("/" + region.Id)) is not { } from)
        {
            await ProviderError.Json(StatusCodes.Status404NotFound, $"Unknown region in '{context.Request.Path}'; known: {string.Join(", ", places.Regions.Select(region => region.Id))}.",
                "invalid_request_error", "unknown_region").ExecuteAsync(context);
            return;
        }

        rest.StartsWithSegments("/" + from.Id, out var path);
        context.Request.Path = path;
        var way = options is { Distances: true, Region.Length: > 0 } ? places.ToProvider(from.Id, options.Region) : NetworkPath.None;
        if (way.IsNone)
        {
            await next(context);
            return;
        }

        var time = services.GetRequiredService<TimeProvider>();
        // TCP and TLS 1.3 take a round trip each before the request, which then needs half of one.
        await time.TravelAsync((way.RoundTrip * 2) + way.OneWayOfStream(), context.RequestAborted);
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            await next(context);
            return;
        }

        await using var delayed = new DelayedUpgrade(upgrade, way, time);
        context.Features.Set<IHttpUpgradeFeature>(delayed);
        await next(context);
    }
}
