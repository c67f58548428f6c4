namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>Something that breaks.</summary>
internal abstract class Fault(string name)
{
    public string Name { get; } = name;

    /// <summary>How long after the fault a gap may begin, ms.</summary>
    public virtual double Window => 3000;

    /// <summary>The limit for a call to be heard again and to answer.</summary>
    public virtual TimeSpan Limit => TimeSpan.FromSeconds(30);

    /// <summary>Finds what it will break; not part of what is measured.</summary>
    public virtual Task PrepareAsync(FaultContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Breaks it.</summary>
    public abstract Task StrikeAsync(FaultContext context, CancellationToken cancellationToken);

    /// <summary>Ends the fault while the calls go on. Most last until the calls are over.</summary>
    public virtual Task EndAsync(FaultContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Puts everything back, after the calls.</summary>
    public virtual Task RepairAsync(FaultContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether it hit the call: one agent of several has only some of them.</summary>
    public virtual bool Hits(string callId) => true;
}
