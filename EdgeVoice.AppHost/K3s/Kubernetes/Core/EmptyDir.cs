namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record EmptyDir
{
    public string? Medium { get; init; }

    public string? SizeLimit { get; init; }
}
