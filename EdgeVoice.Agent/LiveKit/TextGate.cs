namespace EdgeVoice.Agent.LiveKit;

/// <summary>
/// Counts the texts that are on their way into the core. It keeps no hold on the room for them until it has looked at them, and a text that it
/// first looks at when the room is gone ends the whole process: so none may be under way when the room is let go, and none may follow.
/// </summary>
internal sealed class TextGate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _closed;

    /// <returns>Whether a text may be sent; <see cref="Leave"/> must follow.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            _underWay += _closed ? 0 : 1;
            return !_closed;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            Settle();
        }
    }

    /// <summary>Lets no further text in. Completes when the last one has come out; may be called again.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            Settle();
            return _empty.Task;
        }
    }

    private void Settle()
    {
        if (_closed && _underWay == 0)
        {
            _empty.TrySetResult();
        }
    }
}
