using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Monitoring;
using EdgeVoice.CloudflareEmulator.Pages;
using EdgeVoice.CloudflareEmulator.Steering;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>The load balancer's name: steers each request to a pool.</summary>
internal sealed class PublicName(
    EdgeDefinition definition, HealthBook health, AffinityCookie cookie, Caller caller, OriginForwarder forwarder, UnavailablePage unavailable, SteeringLog log, TimeProvider time)
{
    private readonly Steerer _steerer = new(definition.LoadBalancer);

    public async Task HandleAsync(HttpContext context)
    {
        var place = caller.Of(context.Request);
        var ray = Ray.New(place.Colo);
        var affinity = cookie.Pool(context.Request, place.Id);
        var decision = _steerer.Decide(place.CloudflareRegion, affinity, health.Of);
        // Read before the request is forwarded, which changes it.
        var (method, path) = (context.Request.Method, context.Request.Path.ToString());
        Caller.Mark(context, place);
        var failed = new List<string>();
        string? answered = null;
        foreach (var pool in decision.Pools)
        {
            if (decision.SetCookie && pool == decision.Pools[0])
            {
                context.Response.OnStarting(() =>
                {
                    if (answered == pool)
                    {
                        cookie.Set(context.Response, pool, place.Id);
                    }

                    return Task.CompletedTask;
                });
            }

            answered = pool;
            if (await forwarder.TryForwardAsync(context, pool, ray, place))
            {
                break;
            }

            answered = null;
            failed.Add(pool);
        }

        if (answered is null)
        {
            await unavailable.WriteAsync(context, ray, StatusCodes.Status503ServiceUnavailable);
        }

        log.Add(new(time.GetUtcNow(), ray, method, path, place.Id, place.CloudflareRegion, answered, context.Response.StatusCode, decision.Reason, decision.Candidates, failed));
    }
}
