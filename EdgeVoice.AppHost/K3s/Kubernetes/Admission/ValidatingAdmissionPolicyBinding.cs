namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ValidatingAdmissionPolicyBinding : IManifest
{
    public string ApiVersion => "admissionregistration.k8s.io/v1";

    public string Kind => "ValidatingAdmissionPolicyBinding";

    public required ObjectMeta Metadata { get; init; }

    public required ValidatingAdmissionPolicyBindingSpec Spec { get; init; }
}
