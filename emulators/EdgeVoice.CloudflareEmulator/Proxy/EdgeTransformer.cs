using System.Globalization;
using EdgeVoice.Distances;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Writes what Cloudflare writes on a request, over whatever the caller sent under the same names.</summary>
/// <param name="host">Host header for the origin.</param>
/// <param name="ray">Name of the request.</param>
/// <param name="place">Where the caller is.</param>
internal sealed class EdgeTransformer(string host, string ray, Place place) : HttpTransformer
{
    private const string CloudflarePrefix = "cf-";

    private static readonly string[] s_neverFromCallers = [Caller.Header, "True-Client-IP", "CDN-Loop", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP"];

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var name in httpContext.Request.Headers.Keys.Where(IsOurs).ToArray())
        {
            httpContext.Request.Headers.Remove(name);
        }

        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = host;
        var address = httpContext.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : httpContext.Connection.RemoteIpAddress;
        Set("CF-Ray", ray);
        Set("CF-Connecting-IP", address?.ToString());
        Set("X-Forwarded-For", address?.ToString());
        Set("X-Forwarded-Proto", httpContext.Request.Scheme);
        Set("CF-Visitor", $$"""{"scheme":"{{httpContext.Request.Scheme}}"}""");
        Set("CDN-Loop", "cloudflare; loops=1");
        // "Add visitor location headers", a managed transform.
        Set("CF-IPCountry", place.Country);
        Set("cf-ipcontinent", place.Continent);
        Set("cf-ipcity", place.City);
        Set("cf-iplatitude", place.Latitude.ToString(CultureInfo.InvariantCulture));
        Set("cf-iplongitude", place.Longitude.ToString(CultureInfo.InvariantCulture));
        Set("cf-region", place.Region);
        Set("cf-region-code", place.RegionCode);
        Set("cf-timezone", place.Timezone);

        void Set(string name, string? value) => proxyRequest.Headers.TryAddWithoutValidation(name, value);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copy = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.Server = "cloudflare";
        httpContext.Response.Headers["CF-Ray"] = ray;
        httpContext.Response.Headers["CF-Cache-Status"] = "DYNAMIC";
        return copy;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(CloudflarePrefix, StringComparison.OrdinalIgnoreCase) || s_neverFromCallers.Contains(name, StringComparer.OrdinalIgnoreCase);
}
