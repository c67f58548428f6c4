namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>A container resource that a program of this machine can stand in for.</summary>
internal interface ILocalForm : IDisposable
{
    /// <summary>Takes what only one run at a time may have; called before anything starts.</summary>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">Another run has it, or the folder cannot be used.</exception>
    void Claim();

    /// <exception cref="Aspire.Hosting.DistributedApplicationException">It cannot be started; the message says what to do.</exception>
    Task<ProcessSpec> PrepareAsync(Action<string> log, CancellationToken cancellationToken);
}
