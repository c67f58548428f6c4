using System.Collections.Concurrent;

namespace EdgeVoice.Agent.Calls;

/// <summary>The calls of this process, for whoever watches it and for the fence.</summary>
internal sealed class RunningCalls
{
    private readonly ConcurrentDictionary<RunningCall, byte> _calls = new();

    /// <summary>A call began or ended. Raised on the thread of the call: must not block.</summary>
    public event Action? Changed;

    public IReadOnlyList<RunningCall> All => [.. _calls.Keys.OrderBy(call => call.CallId, StringComparer.Ordinal).ThenBy(call => call.Generation)];

    /// <summary>The call runs until what is returned is disposed.</summary>
    public IDisposable Add(RunningCall call)
    {
        _calls[call] = 0;
        Changed?.Invoke();
        return new Registration(this, call);
    }

    private void Remove(RunningCall call)
    {
        if (_calls.TryRemove(call, out _))
        {
            Changed?.Invoke();
        }
    }

    private sealed class Registration(RunningCalls calls, RunningCall call) : IDisposable
    {
        public void Dispose() => calls.Remove(call);
    }
}
