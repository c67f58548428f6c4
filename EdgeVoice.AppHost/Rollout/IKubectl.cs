namespace EdgeVoice.AppHost.Rollout;

/// <summary>The way to a cluster.</summary>
internal interface IKubectl
{
    /// <exception cref="DistributedApplicationException">There is no kubectl.</exception>
    Task<KubectlResult> RunAsync(KubectlCommand command, TimeSpan limit, CancellationToken cancellationToken);
}
