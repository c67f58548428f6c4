namespace EdgeVoice.Gateway.Signalling;

/// <summary>The signalling sockets that are open now.</summary>
internal sealed class SignallingSockets
{
    private readonly Lock _lock = new();
    private readonly HashSet<HttpContext> _open = [];
    private TaskCompletionSource? _empty;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    public void Add(HttpContext context)
    {
        lock (_lock)
        {
            _open.Add(context);
        }
    }

    public void Remove(HttpContext context)
    {
        lock (_lock)
        {
            _open.Remove(context);
            if (_open.Count == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            if (_open.Count == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    public void AbortAll()
    {
        HttpContext[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        foreach (var context in open)
        {
            context.Abort();
        }
    }
}
