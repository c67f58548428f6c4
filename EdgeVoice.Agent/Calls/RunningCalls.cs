using System.Collections.Concurrent;

namespace EdgeVoice.Agent.Calls;

/// <summary>The calls of this process, for whoever watches it and for whoever must reach them all.</summary>
internal sealed class RunningCalls
{
    private readonly ConcurrentDictionary<RunningCall, Handle> _calls = new();

    /// <summary>A call began or ended. Raised on the thread of the call: must not block.</summary>
    public event Action? Changed;

    public IReadOnlyList<RunningCall> All => [.. _calls.Keys.OrderBy(call => call.CallId, StringComparer.Ordinal).ThenBy(call => call.Generation)];

    /// <summary>The call runs until what is returned is disposed.</summary>
    public Handle Add(RunningCall call)
    {
        var handle = new Handle(this, call);
        _calls[call] = handle;
        Changed?.Invoke();
        return handle;
    }

    /// <summary>Another agent holds the call.</summary>
    public void Supersede(RunningCall call)
    {
        if (_calls.TryGetValue(call, out var handle))
        {
            handle.OnSuperseded();
        }
    }

    /// <summary>Every call shall go on with another agent.</summary>
    public void HandOverAll()
    {
        foreach (var handle in _calls.Values)
        {
            handle.OnHandOver();
        }
    }

    private void Remove(Handle handle)
    {
        if (_calls.TryRemove(KeyValuePair.Create(handle.Call, handle)))
        {
            Changed?.Invoke();
        }
    }

    /// <summary>How a call is reached; what was asked of it before it could listen is told when it does.</summary>
    internal sealed class Handle(RunningCalls calls, RunningCall call) : IDisposable
    {
        private readonly Lock _lock = new();
        private Action? _superseded;
        private Action? _handOver;
        private bool _isSuperseded;
        private bool _isHandedOver;

        public RunningCall Call => call;

        public void Listen(Action superseded, Action handOver)
        {
            lock (_lock)
            {
                (_superseded, _handOver) = (superseded, handOver);
                if (_isSuperseded)
                {
                    superseded();
                }

                if (_isHandedOver)
                {
                    handOver();
                }
            }
        }

        public void OnSuperseded()
        {
            lock (_lock)
            {
                if (!_isSuperseded)
                {
                    _isSuperseded = true;
                    _superseded?.Invoke();
                }
            }
        }

        public void OnHandOver()
        {
            lock (_lock)
            {
                if (!_isHandedOver)
                {
                    _isHandedOver = true;
                    _handOver?.Invoke();
                }
            }
        }

        public void Dispose() => calls.Remove(this);
    }
}
