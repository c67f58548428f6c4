using System.Globalization;

namespace EdgeVoice.Tests.Shared;

/// <summary>What the machine has left, as Linux's <c>/proc/stat</c> counts it.</summary>
internal static class MachineLoad
{
    private const int MostReadings = 30;

    // Long enough for what has just begun to show.
    private static readonly TimeSpan s_reading = TimeSpan.FromSeconds(2);

    /// <summary>Waits until a share of all processors' time is left over, and goes on without it after a minute: how fast the machine is, no test asks.</summary>
    public static async Task CalmAsync(double share)
    {
        for (var reading = 0; reading < MostReadings && await IdleShareAsync() < share; reading++)
        {
            // Read again.
        }
    }

    /// <summary>The share of all processors' time, 0 to 1, that is left over in the next two seconds.</summary>
    public static async Task<double> IdleShareAsync()
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
