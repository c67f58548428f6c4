using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeVoice.AppHost.Resources;

/// <summary>The emulated edge on this machine, where one port stands for each public name.</summary>
/// <param name="Resource">The process.</param>
/// <param name="Secret">Secret of all tunnels of this machine.</param>
internal sealed record Edge(IResourceBuilder<ProjectResource> Resource, IResourceBuilder<ParameterResource> Secret)
{
    public const string TunnelEndpoint = "tunnel";

    private const string Account = "edgevoice";

    private const string Host = "127.0.0.1";

    /// <summary>A region's own name: an origin that browsers reach.</summary>
    public ReferenceExpression UrlOf(Region region) => ReferenceExpression.Create($"http://{Host}:{Resource.GetEndpoint(region.Name).Property(EndpointProperty.Port)}");

    /// <summary>The call page's address of the same site as its regions': a browser sends a call's cookie to no other.</summary>
    public static string SameSite(string url) => url.Replace("localhost", Host, StringComparison.Ordinal);

    /// <summary>The token with which the region's connector shows itself; of the form that Cloudflare gives.</summary>
    public async Task<string> TokenAsync(Region region, CancellationToken cancellationToken) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        a = Account,
        t = (region.TunnelId ?? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(region.Name)).AsSpan(0, 16))).ToString("D", CultureInfo.InvariantCulture),
        s = await Secret.Resource.GetValueAsync(cancellationToken),
    }));
}
