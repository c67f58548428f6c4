using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace EdgeVoice.Gateway.Features;

/// <summary>Who may see and do what is not for callers: this machine itself, and holders of a token.</summary>
internal static class LocalCaller
{
    // Put there by proxies: such a request only looks local.
    private static readonly string[] s_proxyHeaders =
    [
        "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP",
        "True-Client-IP", "CF-Connecting-IP", "CF-Ray", "CDN-Loop",
    ];

    /// <param name="context">The request.</param>
    /// <param name="token">Bearer token that opens the same to others; nothing when only this machine may.</param>
    public static bool IsTrusted(HttpContext context, string? token)
    {
        var isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !s_proxyHeaders.Any(context.Request.Headers.ContainsKey);
        return isLocal || (!string.IsNullOrEmpty(token)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes("Bearer " + token)));
    }
}
