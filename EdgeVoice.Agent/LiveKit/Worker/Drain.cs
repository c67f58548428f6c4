namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>One time of letting running jobs end.</summary>
internal sealed class Drain : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _passed;
    private DateTimeOffset _due;

    public Drain(TimeSpan limit, TimeProvider time)
    {
        _time = time;
        _due = time.GetUtcNow() + limit;
        _passed = new CancellationTokenSource(limit, time);
        Limit = limit;
    }

    public TimeSpan Limit { get; }

    /// <summary>The limit has passed, or the drain was given up.</summary>
    public CancellationToken Passed => _passed.Token;

    public bool IsAbandoned { get; private set; }

    public void Shorten(TimeSpan limit)
    {
        var due = _time.GetUtcNow() + limit;
        if (due < _due)
        {
            _due = due;
            _passed.CancelAfter(limit);
        }
    }

    public void Abandon()
    {
        IsAbandoned = true;
        _passed.Cancel();
    }

    public void Dispose() => _passed.Dispose();
}
