using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.Shared;

/// <summary>Reads the line that reports a start, and looks at the process that it names.</summary>
internal static partial class StartedLine
{
    public static int Pid(string line) => int.Parse(Number().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);

    public static bool IsAlive(int processId)
    {
        try
        {
            // A zombie is as good as gone: only its parent's count of it is left.
            return !File.ReadAllText($"/proc/{processId}/stat").Split(')')[^1].StartsWith(" Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until none of them is alive; returns those that still are at the end.</summary>
    public static async Task<int[]> AliveAfterAsync(IReadOnlyCollection<int> processIds, TimeSpan limit)
    {
        var since = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (processIds.Any(IsAlive) && Stopwatch.GetElapsedTime(since) < limit)
        {
            await timer.WaitForNextTickAsync();
        }

        return [.. processIds.Where(IsAlive)];
    }

    [GeneratedRegex(@"\(pid (\d+)\)")]
    private static partial Regex Number();
}
