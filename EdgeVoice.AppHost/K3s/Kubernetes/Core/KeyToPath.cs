namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record KeyToPath
{
    public required string Key { get; init; }

    public required string Path { get; init; }
}
