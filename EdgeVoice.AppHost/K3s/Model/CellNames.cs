namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Public names of a cell, each one label under the domain: Cloudflare's universal certificate covers no more.</summary>
/// <param name="Host">The region's gateway; callers of the region are signalled there.</param>
/// <param name="Turn">TURN over TLS on the load balancer's address; not proxied.</param>
/// <param name="Dashboard">The region's dashboard, behind Access.</param>
/// <param name="Api">The API server behind the tunnel, for kubectl through <c>cloudflared access tcp</c>.</param>
internal sealed record CellNames(string Host, string Turn, string Dashboard, string Api)
{
    /// <summary>The names beside <paramref name="publicHost"/>, which is <c>prefix.domain</c>.</summary>
    public static CellNames Of(string host, string region, string publicHost)
    {
        var parts = publicHost.Split('.', 2);
        string Name(string what) => $"{parts[0]}-{what}-{region}.{parts[^1]}";
        return new(host, Name("turn"), Name("dashboard"), Name("k3s"));
    }
}
