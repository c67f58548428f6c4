namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodDisruptionBudget : IManifest
{
    public string ApiVersion => "policy/v1";

    public string Kind => "PodDisruptionBudget";

    public required ObjectMeta Metadata { get; init; }

    public required PodDisruptionBudgetSpec Spec { get; init; }
}
