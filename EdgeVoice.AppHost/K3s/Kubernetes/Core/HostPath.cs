namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record HostPath
{
    public required string Path { get; init; }

    public string? Type { get; init; }
}
