namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>An assigned job on its own task.</summary>
internal sealed class RunningJob(AgentJob job, SlotLease lease) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public AgentJob Job => job;

    public CancellationToken Stop => _stop.Token;

    /// <summary>Asks the handler to end the call.</summary>
    public void Cancel()
    {
        // Handlers may have long continuations on the token; the caller is the socket's reader.
        _ = _stop.CancelAsync();
    }

    public void Dispose() => lease.Dispose();
}
