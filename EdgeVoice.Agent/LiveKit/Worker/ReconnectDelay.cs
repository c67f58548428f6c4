namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>Waits between attempts to reach the server: doubling, and random so that workers do not return all at once.</summary>
internal static class ReconnectDelay
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    /// <summary>Between half and all of 250 ms doubled for each earlier failure, at most 10 s.</summary>
    public static TimeSpan After(int failures)
    {
        var full = Math.Min(s_longest.TotalMilliseconds, s_first.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 16)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
