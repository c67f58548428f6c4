namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ValidatingAdmissionPolicyBindingSpec
{
    public required string PolicyName { get; init; }

    public required IReadOnlyList<string> ValidationActions { get; init; }

    public MatchResources? MatchResources { get; init; }
}
