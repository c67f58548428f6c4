using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>The turn machine's timers. A timer that fires while it is being cleared is told apart by its setting.</summary>
internal sealed class CallTimers(TimeProvider time, Action<TurnTimer, int> fire) : IDisposable
{
    private readonly Dictionary<TurnTimer, (ITimer Timer, int Setting)> _timers = [];
    private int _settings;

    public void Set(TurnTimer timer, TimeSpan delay)
    {
        Clear(timer);
        var setting = ++_settings;
        _timers[timer] = (time.CreateTimer(_ => fire(timer, setting), null, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan), setting);
    }

    public void Clear(TurnTimer timer)
    {
        if (_timers.Remove(timer, out var running))
        {
            running.Timer.Dispose();
        }
    }

    /// <summary>True when this is the timer's present setting, which is thereby used up.</summary>
    public bool Take(TurnTimer timer, int setting)
    {
        if (!_timers.TryGetValue(timer, out var running) || running.Setting != setting)
        {
            return false;
        }

        Clear(timer);
        return true;
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Keys.ToArray())
        {
            Clear(timer);
        }
    }
}
