namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>A region as Cloudflare sees it: one pool with one tunnel behind it.</summary>
/// <param name="Name">Name of the region; also the name of its Terraform resources.</param>
/// <param name="Host">The region's own public name, on which callers of this region are signalled.</param>
/// <param name="Location">Where its machines are.</param>
/// <param name="CheckRegion">Cloudflare area from which it is probed.</param>
/// <param name="TunnelId">A tunnel that exists already and is taken over; nothing when Terraform shall create it.</param>
internal sealed record CloudflareCell(string Name, string Host, GeoPoint Location, string CheckRegion, Guid? TunnelId)
{
    /// <summary>Ways in that are not for callers.</summary>
    public IReadOnlyList<OperatorRoute> OperatorRoutes { get; init; } = [];

    /// <summary>Name of the tunnel in the account.</summary>
    public string TunnelName => $"edgevoice-{Name}";
}
