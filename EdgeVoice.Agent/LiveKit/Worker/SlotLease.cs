namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>One taken slot; free again with the first dispose.</summary>
internal sealed class SlotLease(SlotPool pool) : IDisposable
{
    private int _freed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _freed, 1) == 0)
        {
            pool.Free();
        }
    }
}
