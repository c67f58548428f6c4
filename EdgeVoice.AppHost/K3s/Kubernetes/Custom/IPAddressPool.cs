namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>MetalLB's addresses.</summary>
internal sealed record IPAddressPool : IManifest
{
    public string ApiVersion => "metallb.io/v1beta1";

    public string Kind => "IPAddressPool";

    public required ObjectMeta Metadata { get; init; }

    public required IPAddressPoolSpec Spec { get; init; }
}
