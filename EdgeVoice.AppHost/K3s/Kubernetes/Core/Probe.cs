namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record Probe
{
    public HttpGetAction? HttpGet { get; init; }

    public ExecAction? Exec { get; init; }

    public TcpSocketAction? TcpSocket { get; init; }

    public int? InitialDelaySeconds { get; init; }

    public int? PeriodSeconds { get; init; }

    public int? TimeoutSeconds { get; init; }

    public int? FailureThreshold { get; init; }
}
