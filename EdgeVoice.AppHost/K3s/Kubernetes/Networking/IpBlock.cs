namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IpBlock
{
    public required string Cidr { get; init; }

    public IReadOnlyList<string>? Except { get; init; }
}
