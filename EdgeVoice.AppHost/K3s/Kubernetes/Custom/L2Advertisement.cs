namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>Which addresses MetalLB announces by ARP, and where.</summary>
internal sealed record L2Advertisement : IManifest
{
    public string ApiVersion => "metallb.io/v1beta1";

    public string Kind => "L2Advertisement";

    public required ObjectMeta Metadata { get; init; }

    public required L2AdvertisementSpec Spec { get; init; }
}
