using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Carries a request that came through the tunnel to the gateway, and the answer back.</summary>
internal sealed class ServiceForwarder(IOptions<TunnelOptions> options, ConnectorState state, IHttpForwarder forwarder) : IDisposable
{
    private static readonly ForwarderRequestConfig s_config = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = TimeSpan.FromSeconds(100),
    };

    private readonly HttpMessageInvoker _service = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // City names are not ASCII.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    });

    public async Task HandleAsync(HttpContext context)
    {
        state.RequestBegan();
        var error = ForwarderError.None;
        try
        {
            error = await forwarder.SendAsync(context, options.Value.Service, _service, s_config, ServiceTransformer.Instance);
        }
        finally
        {
            state.RequestEnded(context.Response.StatusCode, error is not ForwarderError.None);
        }
    }

    public void Dispose() => _service.Dispose();
}
