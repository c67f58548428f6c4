namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record FieldSelector
{
    public required string FieldPath { get; init; }
}
