namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>What the worker tells about itself to `/status` and the health checks.</summary>
internal sealed class WorkerState : IDisposable
{
    private readonly SlotPool _slots;
    private readonly CancellationTokenSource _finished = new();
    private volatile bool _registered;
    private volatile bool _draining;

    public WorkerState(SlotPool slots)
    {
        _slots = slots;
        _slots.Changed += OnSlotsChanged;
    }

    /// <summary>Something of the below changed. Must not block.</summary>
    public event Action? Changed;

    /// <summary>The LiveKit server knows this worker at this moment.</summary>
    public bool Registered
    {
        get => _registered;
        internal set
        {
            _registered = value;
            Changed?.Invoke();
        }
    }

    /// <summary>No new jobs are taken: the process is about to stop.</summary>
    public bool Draining
    {
        get => _draining;
        internal set
        {
            _draining = value;
            Changed?.Invoke();
        }
    }

    public int Active => _slots.Active;

    public int Slots => _slots.Capacity;

    /// <summary>The process stops and has no more jobs: whoever watches it may end. Not before, a watch that ends means a dead agent.</summary>
    public CancellationToken Finished => _finished.Token;

    internal void Finish() => _finished.Cancel();

    public void Dispose()
    {
        _slots.Changed -= OnSlotsChanged;
        _finished.Dispose();
    }

    private void OnSlotsChanged() => Changed?.Invoke();
}
