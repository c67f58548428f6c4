namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ValidatingAdmissionPolicy : IManifest
{
    public string ApiVersion => "admissionregistration.k8s.io/v1";

    public string Kind => "ValidatingAdmissionPolicy";

    public required ObjectMeta Metadata { get; init; }

    public required ValidatingAdmissionPolicySpec Spec { get; init; }
}
