using Yarp.ReverseProxy.Forwarder;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Leaves the request as the edge wrote it, its Host header included.</summary>
internal sealed class ServiceTransformer : HttpTransformer
{
    public static readonly ServiceTransformer Instance = new();

    private ServiceTransformer()
    {
    }

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = httpContext.Request.Host.Value;
    }
}
