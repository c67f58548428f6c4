using System.Globalization;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>
/// As many calls at a time as the machine carries: each is real audio through two native clients, and where processors are full, pauses come
/// into what is said that nobody made.
/// </summary>
internal sealed class CallLanes(int most) : IDisposable
{
    // What one more call may take at its worst moment.
    private const double Room = 0.2;

    // Long enough for the call that was let in last to show.
    private static readonly TimeSpan s_reading = TimeSpan.FromSeconds(2);

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
                while (await IdleShareAsync() < Room && Volatile.Read(ref _running) > 0)
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

    /// <summary>The share of all processors' time, 0 to 1, that was left over in the next two seconds.</summary>
    private static async Task<double> IdleShareAsync()
    {
        var before = Times();
        using var timer = new PeriodicTimer(s_reading);
        await timer.WaitForNextTickAsync();
        var passed = Times().Zip(before, (now, then) => now - then).ToArray();
        return (double)passed[3] / Math.Max(1, passed.Sum());
    }

    // user, nice, system, idle, iowait, irq, softirq, steal
    private static long[] Times() =>
        [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
}
