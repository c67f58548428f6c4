using System.Diagnostics;

namespace EdgeVoice.Tests.Shared;

/// <summary>Waits for something that another thread or process brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(25);

    public static Task IsTrueAsync(string what, Func<bool> condition, TimeSpan timeout) =>
        IsTrueAsync(what, () => Task.FromResult(condition()), timeout);

    /// <exception cref="TimeoutException">It did not come about in time; the message names <paramref name="what"/>.</exception>
    public static async Task IsTrueAsync(string what, Func<Task<bool>> condition, TimeSpan timeout)
    {
        using var timer = new PeriodicTimer(s_poll);
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > timeout)
            {
                throw new TimeoutException($"Not within {timeout.TotalSeconds} s: {what}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
