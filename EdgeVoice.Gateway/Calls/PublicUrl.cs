using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

/// <summary>The WebSocket origin under which the caller reaches this gateway.</summary>
internal sealed class PublicUrl(IOptions<GatewayOptions> options)
{
    private const string Secure = "wss";

    private readonly string? _fixed = string.IsNullOrEmpty(options.Value.PublicUrl) ? null : ServiceUrl.ToWebSocketOrigin(new Uri(options.Value.PublicUrl));

    public string For(HttpRequest request) => _fixed ?? $"{(request.IsHttps ? Secure : "ws")}://{request.Host.ToUriComponent()}";

    /// <summary>The caller came by TLS, even if a tunnel ended it before this machine.</summary>
    public bool IsSecure(HttpRequest request) => request.IsHttps || _fixed?.StartsWith(Secure, StringComparison.Ordinal) == true;
}
