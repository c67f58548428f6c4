namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Toleration
{
    public string? Key { get; init; }

    public required string Operator { get; init; }

    public string? Effect { get; init; }
}
