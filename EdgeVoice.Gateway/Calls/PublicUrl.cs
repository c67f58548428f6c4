using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

/// <summary>The WebSocket origin under which the caller reaches this gateway.</summary>
internal sealed class PublicUrl(IOptions<GatewayOptions> options)
{
    private const string Secure = "wss";

    private readonly string? _fixed = string.IsNullOrEmpty(options.Value.PublicUrl) ? null : ServiceUrl.ToWebSocketOrigin(new Uri(options.Value.PublicUrl));

    // A call may be offered by a peer, or go on there: the page must be allowed to connect.
    private readonly string _peers = string.Concat(options.Value.Peers.Select(peer => " " + Both(ServiceUrl.ToWebSocketOrigin(new Uri(peer.Url)))));

    public string For(HttpRequest request) => _fixed ?? $"{(request.IsHttps ? Secure : "ws")}://{request.Host.ToUriComponent()}";

    /// <summary>Everything that a page may connect to for calls: this region and its peers, as WebSocket and HTTP origins.</summary>
    public string Reachable(HttpRequest request) => Both(For(request)) + _peers;

    /// <summary>The caller came by TLS, even if a tunnel ended it before this machine.</summary>
    public bool IsSecure(HttpRequest request) => request.IsHttps || _fixed?.StartsWith(Secure, StringComparison.Ordinal) == true;

    private static string Both(string webSocketOrigin) => $"{webSocketOrigin} {ServiceUrl.ToHttpOrigin(webSocketOrigin).GetLeftPart(UriPartial.Authority)}";
}
