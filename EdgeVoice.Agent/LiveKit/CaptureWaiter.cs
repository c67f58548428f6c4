using System.Buffers;
using System.Threading.Tasks.Sources;
using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>The wait for one capture, used again for the next so that sending audio allocates nothing.</summary>
internal sealed class CaptureWaiter(AudioSource source) : IValueTaskSource, ICaptureSink
{
    private const int Waiting = 0;
    private const int Answered = 1;
    private const int Cancelled = 2;

    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private MemoryHandle _pin;
    private int _state;

    /// <summary>Keeps the samples in place until the core has answered, as its interface asks.</summary>
    public unsafe ValueTask Begin(MemoryHandle pin, CancellationToken cancellationToken, out nint address)
    {
        _core.Reset();
        _state = Waiting;
        _pin = pin;
        address = (nint)pin.Pointer;
        var result = new ValueTask(this, _core.Version);
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((CaptureWaiter)state!).Cancel(token), this);
        return result;
    }

    void ICaptureSink.OnCaptured(string? error)
    {
        _pin.Dispose();
        if (Interlocked.CompareExchange(ref _state, Answered, Waiting) == Waiting)
        {
            if (error is null)
            {
                _core.SetResult(true);
            }
            else
            {
                _core.SetException(new FfiException($"The audio frame was not accepted: {error}"));
            }
        }

        source.CaptureDone();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token)
    {
        // Waits for a cancellation that runs at this moment: it must not hit the next capture.
        _cancellation.Dispose();
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            // After a cancelled wait the core still has this one, so it is not used again.
            if (Volatile.Read(ref _state) == Answered)
            {
                source.Recycle(this);
            }
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
        {
            _core.SetException(new OperationCanceledException(cancellationToken));
        }
    }
}
