namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Waits that double from 0.2 s to 5 s; each is drawn from its upper half, so that the agents of a region do not return to a database all at once.</summary>
internal sealed class Backoff
{
    private const double FirstSeconds = 0.2;
    private const double LongestSeconds = 5;
    private int _attempt;

    public TimeSpan Next()
    {
        var full = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Min(_attempt++, 10)));
        return TimeSpan.FromSeconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
