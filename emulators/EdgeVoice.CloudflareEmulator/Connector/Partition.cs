namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Cuts the region off without closing anything: while it is on, no byte passes, as when a cable is cut.</summary>
internal sealed class Partition
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _healed;

    public bool IsOn
    {
        get
        {
            lock (_lock)
            {
                return _healed is not null;
            }
        }
    }

    public void Set(bool on)
    {
        lock (_lock)
        {
            if (on)
            {
                _healed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            else
            {
                _healed?.SetResult();
                _healed = null;
            }
        }
    }

    /// <summary>Ends at once, or when the partition does.</summary>
    public Task PassAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _healed?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }
}
