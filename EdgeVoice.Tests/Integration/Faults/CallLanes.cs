using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>
/// As many calls at a time as the machine carries: each is real audio through two native clients, and where processors are full, pauses come
/// into what is said that nobody made.
/// </summary>
internal sealed class CallLanes(int most) : IDisposable
{
    // What one more call may take at its worst moment.
    private const double Room = 0.2;

    private readonly SemaphoreSlim _lanes = new(most);
    private readonly SemaphoreSlim _door = new(1);
    private int _running;

    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        await _lanes.WaitAsync();
        try
        {
            await _door.WaitAsync();
            try
            {
                while (await MachineLoad.IdleShareAsync() < Room && Volatile.Read(ref _running) > 0)
                {
                }

                Interlocked.Increment(ref _running);
            }
            finally
            {
                _door.Release();
            }

            try
            {
                return await call();
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
        finally
        {
            _lanes.Release();
        }
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _door.Dispose();
    }
}
