using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

internal static class RealtimeHealthApi
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Put there by proxies: such a request only looks local.
    private static readonly string[] s_proxyHeaders = ["X-Forwarded-For", "X-Original-For", "Forwarded", "CF-Connecting-IP"];

    public static void MapRealtimeHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/healthz/realtime", (HttpContext context, RealtimeHealth health, IOptions<GatewayOptions> options) =>
        {
            var report = health.Report();
            var status = report.Status == RealtimeHealth.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.CacheControl = "no-store";
            return MaySeeDetail(context, options.Value)
                ? Results.Json(report, s_json, statusCode: status)
                : Results.Json(new { report.Status }, s_json, statusCode: status);
        });

    private static bool MaySeeDetail(HttpContext context, GatewayOptions options)
    {
        var isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !s_proxyHeaders.Any(context.Request.Headers.ContainsKey);
        return isLocal || HasToken(context.Request.Headers.Authorization.ToString(), options.HealthToken);
    }

    private static bool HasToken(string header, string? expected) =>
        !string.IsNullOrEmpty(expected)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes("Bearer " + expected));
}
