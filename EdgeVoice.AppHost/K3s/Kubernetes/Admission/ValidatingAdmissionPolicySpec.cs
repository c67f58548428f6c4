namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ValidatingAdmissionPolicySpec
{
    public required string FailurePolicy { get; init; }

    public required MatchResources MatchConstraints { get; init; }

    public IReadOnlyList<MatchCondition>? MatchConditions { get; init; }

    public required IReadOnlyList<Validation> Validations { get; init; }
}
