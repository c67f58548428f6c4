using System.Net;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Features;

/// <summary>The request came through Cloudflare's tunnel.</summary>
/// <param name="Address">Who sent it, as the edge says; nothing when it does not.</param>
internal sealed record EdgeCaller(IPAddress? Address);

/// <summary>Tells the edge's own connections from everybody else's, who could write its headers too.</summary>
internal static class EdgeConnectionFeature
{
    /// <summary>To be used before anything puts another address in the place of the connection's own.</summary>
    public static void UseEdgeConnection(this WebApplication app)
    {
        var networks = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.EdgeAddresses().ToArray();
        app.Use((context, next) =>
        {
            if (context.Connection.RemoteIpAddress is { } remote && networks.Any(network => network.Contains(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)))
            {
                context.Features.Set(new EdgeCaller(IPAddress.TryParse(context.Request.Headers["CF-Connecting-IP"].ToString(), out var caller) ? caller : null));
            }

            return next(context);
        });
    }
}
