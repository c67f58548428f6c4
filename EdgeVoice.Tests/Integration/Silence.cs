namespace EdgeVoice.Tests.Integration;

/// <summary>Silence as the caller's ears have it.</summary>
internal static class Silence
{
    // A silent line is digital zero after Opus's DTX; speech is thousands.
    private const int Audible = 100;

    /// <summary>
    /// The longest time without sound between two moments (ms on the caller's clock); the rest after the last sound is not
    /// counted, unless there was no sound at all.
    /// </summary>
    public static TimeSpan Longest(IEnumerable<(int At, int Rms)> levels, int from, int to)
    {
        var last = from;
        var longest = 0;
        var heard = false;
        foreach (var (at, _) in levels.Where(level => level.Rms > Audible && level.At > from && level.At <= to))
        {
            longest = Math.Max(longest, at - last);
            last = at;
            heard = true;
        }

        return TimeSpan.FromMilliseconds(heard ? longest : to - from);
    }

    /// <summary>From when to when something was heard, where pauses of less than half a second are none.</summary>
    public static IReadOnlyList<(int From, int To)> Sounds(IEnumerable<(int At, int Rms)> levels)
    {
        const int pause = 500;
        var sounds = new List<(int From, int To)>();
        foreach (var (at, _) in levels.Where(level => level.Rms > Audible))
        {
            if (sounds.Count > 0 && at - sounds[^1].To < pause)
            {
                sounds[^1] = (sounds[^1].From, at);
            }
            else
            {
                sounds.Add((at, at));
            }
        }

        return sounds;
    }
}
