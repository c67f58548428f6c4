namespace EdgeVoice.Agent.Telemetry;

/// <summary>Figures of one kind that are means of the time since the one before, with the moment at which each was taken. Not for several threads at once.</summary>
internal sealed class SampleSeries
{
    // Turns are traced within seconds of their end, and there are up to three figures a second.
    private const int Kept = 192;

    private readonly Queue<(TimeSpan At, double Value)> _samples = new();

    public void Add(TimeSpan at, double value)
    {
        _samples.Enqueue((at, value));
        if (_samples.Count > Kept)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>The figure that covers a moment: the first one that was taken after it; the last one when none was; nothing without any.</summary>
    public double? At(TimeSpan moment)
    {
        double? found = null;
        foreach (var (at, value) in _samples)
        {
            found = value;
            if (at >= moment)
            {
                break;
            }
        }

        return found;
    }
}
