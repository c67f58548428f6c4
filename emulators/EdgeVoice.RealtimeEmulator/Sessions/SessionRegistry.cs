using EdgeVoice.RealtimeEmulator.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>Live sessions, and the last ended ones for inspection.</summary>
internal sealed class SessionRegistry(IOptions<RealtimeEmulatorOptions> options)
{
    private readonly Lock _gate = new();
    private readonly List<RealtimeSession> _live = [];
    private readonly Queue<RealtimeSession> _ended = [];
    private int _count;

    public int NextNumber() => Interlocked.Increment(ref _count);

    public IReadOnlyList<RealtimeSession> Live()
    {
        lock (_gate)
        {
            return [.. _live];
        }
    }

    public IReadOnlyList<RealtimeSession> All()
    {
        lock (_gate)
        {
            return [.. _live, .. _ended];
        }
    }

    public void Add(RealtimeSession session)
    {
        lock (_gate)
        {
            _live.Add(session);
        }
    }

    public void End(RealtimeSession session)
    {
        lock (_gate)
        {
            _live.Remove(session);
            _ended.Enqueue(session);
            while (_ended.Count > options.Value.KeptSessions)
            {
                _ended.Dequeue();
            }
        }
    }
}
