namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record SecretVolume
{
    public required string SecretName { get; init; }

    public int? DefaultMode { get; init; }

    public IReadOnlyList<KeyToPath>? Items { get; init; }
}
