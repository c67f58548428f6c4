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

    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        await EnterAsync();
        try
        {
            return await call();
        }
        finally
        {
            _lanes.Release();
        }
    }

    // One after the other, so that each sees what the one before it takes.
    private async Task EnterAsync()
    {
        await _door.WaitAsync();
        try
        {
            while (_lanes.CurrentCount < most && await MachineLoad.IdleShareAsync() < Room)
            {
                // Read again.
            }

            await _lanes.WaitAsync();
        }
        finally
        {
            _door.Release();
        }
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _door.Dispose();
    }
}
