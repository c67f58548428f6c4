using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Agents;

/// <summary>The region's agent workers as their watches tell, and what follows from it for the slots.</summary>
internal sealed class AgentPool(SlotLedger ledger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (AgentStatus Status, DateTimeOffset At)> _alive = new(StringComparer.Ordinal);
    private bool _heard;

    /// <summary>A worker died with calls. Raised on the watch's thread: must not block.</summary>
    public event Action? CallsOrphaned;

    /// <summary>No worker was heard of since the gateway started.</summary>
    public bool IsUnknown
    {
        get
        {
            lock (_lock)
            {
                return !_heard;
            }
        }
    }

    /// <summary>The workers that are alive, with the time of their last line.</summary>
    public IReadOnlyList<(AgentStatus Status, DateTimeOffset At)> Alive
    {
        get
        {
            lock (_lock)
            {
                return [.. _alive.Values];
            }
        }
    }

    public bool IsAlive(Uri address)
    {
        lock (_lock)
        {
            return _alive.ContainsKey(address.GetLeftPart(UriPartial.Authority));
        }
    }

    /// <summary>Calls that the workers could still take.</summary>
    public int FreeSlots => Alive.Where(agent => agent.Status is { Registered: true, Draining: false }).Sum(agent => Math.Max(0, agent.Status.Slots - agent.Status.Active));

    public void Update(string address, AgentStatus status)
    {
        lock (_lock)
        {
            _alive[address] = (status, time.GetUtcNow());
            _heard = true;
            ledger.SetWorkerSlots(Slots());
        }

        // A call that is listed twice, by an old and a new agent, belongs to the new one.
        ledger.Hold(address, status.Calls.GroupBy(call => call.Room).ToDictionary(room => room.Key, room => room.Max(call => call.Generation)));
    }

    /// <summary>The watch of a worker ended, or it went silent: its calls have nobody.</summary>
    public void Lost(string address)
    {
        lock (_lock)
        {
            if (!_alive.Remove(address))
            {
                return;
            }

            ledger.SetWorkerSlots(Slots());
        }

        if (ledger.HolderDied(address).Count > 0)
        {
            CallsOrphaned?.Invoke();
        }
    }

    // A worker that drains takes no new call, but the ones it has are calls of this region.
    private int Slots() => _alive.Values.Sum(agent => agent.Status.Draining ? agent.Status.Active : agent.Status.Slots);
}
