namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record EnvVarSource
{
    public KeySelector? SecretKeyRef { get; init; }

    public KeySelector? ConfigMapKeyRef { get; init; }

    public FieldSelector? FieldRef { get; init; }
}
