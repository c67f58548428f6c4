namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record L2AdvertisementSpec
{
    public required IReadOnlyList<string> IpAddressPools { get; init; }

    public required IReadOnlyList<string> Interfaces { get; init; }
}
