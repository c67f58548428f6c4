using EdgeVoice.CloudflareEmulator.Definition;

namespace EdgeVoice.CloudflareEmulator.Monitoring;

/// <summary>Counts probes of an origin: it changes sides after as many in a row as the monitor asks for, the first probe decides at once.</summary>
internal sealed class OriginHealth(OriginDefinition origin, MonitorDefinition monitor)
{
    private const int Kept = 30;

    private readonly Queue<ProbeResult> _recent = new(Kept);
    private readonly Lock _lock = new();
    private bool? _healthy;
    private int _against;
    private DateTimeOffset? _changedAt;

    public OriginDefinition Origin => origin;

    public bool? Healthy
    {
        get
        {
            lock (_lock)
            {
                return _healthy;
            }
        }
    }

    public DateTimeOffset? ChangedAt
    {
        get
        {
            lock (_lock)
            {
                return _changedAt;
            }
        }
    }

    /// <summary>The last probes, oldest first.</summary>
    public IReadOnlyList<ProbeResult> Recent()
    {
        lock (_lock)
        {
            return [.. _recent];
        }
    }

    /// <summary>Takes a probe into account; true when the origin changed sides.</summary>
    public bool Add(ProbeResult result)
    {
        lock (_lock)
        {
            if (_recent.Count == Kept)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(result);
            if (_healthy == result.Ok)
            {
                _against = 0;
                return false;
            }

            _against++;
            var needed = result.Ok ? monitor.ConsecutiveUp : monitor.ConsecutiveDown;
            if (_healthy is not null && _against < needed)
            {
                return false;
            }

            _healthy = result.Ok;
            _against = 0;
            _changedAt = result.At;
            return true;
        }
    }
}
