using System.Collections.Concurrent;

namespace EdgeVoice.Agent.Tools.Restaurant;

/// <summary>
/// The demonstration restaurant's evening: a fixed number of seats a quarter of an hour, and one booking per
/// idempotency key. Kept in memory: a real deployment puts its own booking system behind the same tools.
/// </summary>
internal sealed class TableBook
{
    private const int SeatsPerSlot = 24;

    private readonly Lock _lock = new();
    private readonly Dictionary<TimeOnly, int> _taken = [];
    private readonly ConcurrentDictionary<string, string> _confirmations = new();

    public int FreeSeats(TimeOnly time)
    {
        lock (_lock)
        {
            return SeatsPerSlot - _taken.GetValueOrDefault(time);
        }
    }

    /// <summary>Books, or returns the confirmation of an earlier try with the same key; null when it is full.</summary>
    public string? Book(string idempotencyKey, TimeOnly time, int guests)
    {
        lock (_lock)
        {
            if (_confirmations.TryGetValue(idempotencyKey, out var earlier))
            {
                return earlier;
            }

            var taken = _taken.GetValueOrDefault(time);
            if (taken + guests > SeatsPerSlot)
            {
                return null;
            }

            _taken[time] = taken + guests;
            return _confirmations[idempotencyKey] = $"HH-{_confirmations.Count + 1:D4}";
        }
    }
}
