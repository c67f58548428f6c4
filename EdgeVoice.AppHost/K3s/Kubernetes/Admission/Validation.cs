namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Validation
{
    public required string Expression { get; init; }

    public required string Message { get; init; }
}
