namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>What the worker tells about itself to `/status` and the health checks.</summary>
internal sealed class WorkerState(SlotPool slots)
{
    private volatile bool _registered;
    private volatile bool _draining;

    /// <summary>The LiveKit server knows this worker at this moment.</summary>
    public bool Registered
    {
        get => _registered;
        internal set => _registered = value;
    }

    /// <summary>No new jobs are taken: the process is about to stop.</summary>
    public bool Draining
    {
        get => _draining;
        internal set => _draining = value;
    }

    public int Active => slots.Active;

    public int Slots => slots.Capacity;
}
