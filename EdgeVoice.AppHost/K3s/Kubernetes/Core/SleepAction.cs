namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record SleepAction
{
    public required int Seconds { get; init; }
}
