using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

internal static class RealtimeHealthApi
{
    public const string Path = "/healthz/realtime";

    public static void MapRealtimeHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, async (HttpContext context, RealtimeHealth health, IOptions<GatewayOptions> options) =>
        {
            var answer = health.Answer();
            var body = LocalCaller.IsTrusted(context, options.Value.HealthToken) ? answer.Detail : answer.Brief;
            context.Response.StatusCode = answer.StatusCode;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
}
