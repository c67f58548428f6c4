using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>All sessions, projected as telemetry comes. Not thread-safe: <see cref="TelemetryStore"/> holds the lock.</summary>
internal sealed class SessionBook(IOptions<DashboardOptions> options, PriceList prices)
{
    private readonly TelemetryLimits _limits = options.Value.Limits;
    private readonly Dictionary<string, SessionRecord> _sessions = [];
    private readonly LinkedList<SessionRecord> _order = new();
    private readonly HashSet<(string Session, string Turn)> _changedTurns = [];
    private readonly HashSet<string> _changedSessions = [];
    private long _turns;
    private long _droppedTurns;
    private long _droppedSessions;

    public Counter Sessions => new(_sessions.Count, _limits.MaxSessions, _droppedSessions);

    public Counter Turns => new(_turns, _limits.MaxTurns, _droppedTurns);

    public IEnumerable<SessionRecord> All => _order.Where(session => session.IsVisible);

    public IEnumerable<Turn> AllTurns => _order.SelectMany(session => session.Turns);

    public SessionRecord? Find(string id) => _sessions.GetValueOrDefault(id) is { IsVisible: true } session ? session : null;

    /// <param name="receivedNs">When it came, by this machine's clock; null when nobody knows.</param>
    public void Read(TraceRecord trace, long? receivedNs)
    {
        var (session, readings) = Project(trace);
        if (session is null)
        {
            return;
        }

        trace.SessionId ??= session;
        var record = Record(session);
        record.TraceIds.Add(trace.TraceId);
        foreach (var call in trace.Spans.FindAll(span => span.Name is EdgeVoiceReader.Session or "agent_session" or "conversation"))
        {
            record.Call(call, receivedNs);
            _changedSessions.Add(session);
        }

        foreach (var reading in readings)
        {
            _turns += record.Set(reading, receivedNs) ? 1 : 0;
            trace.Turn = reading.Index;
            Changed(session, reading.Index);
        }
    }

    /// <param name="receivedNs">As above.</param>
    /// <returns>False when it was here already.</returns>
    public bool Read(LogRecord log, long? receivedNs)
    {
        if (SpanNames.Session(log.Attributes) is not { } session)
        {
            return true;
        }

        var record = Record(session);
        if (log.EventName == MediaSample.EventName)
        {
            return record.Add(MediaSample.Read(log), receivedNs);
        }

        if (log.Attributes.Number("edgevoice.turn.index") is not ({ } index and >= 0 and < 100_000))
        {
            return true;
        }

        var (isNew, isNewTurn) = record.Mark((int)index, log, receivedNs);
        _turns += isNewTurn ? 1 : 0;
        Changed(session, (int)index);
        return isNew;
    }

    public void Forget(TraceRecord trace)
    {
        if (trace.SessionId is not { } id || !_sessions.TryGetValue(id, out var session))
        {
            return;
        }

        var before = session.Turns.Count;
        session.Remove(trace.TraceId);
        _turns -= before - session.Turns.Count;
        _droppedTurns += before - session.Turns.Count;
        if (session.Turns.Count == 0 && session.TraceIds.Count == 0)
        {
            Remove(session);
        }
    }

    /// <returns>Ids of the traces that belonged to sessions which had to go.</returns>
    public List<string> Trim()
    {
        List<string> traces = [];
        while ((_sessions.Count > _limits.MaxSessions || _turns > _limits.MaxTurns) && _order.First is { } oldest)
        {
            traces.AddRange(oldest.Value.TraceIds);
            _droppedTurns += oldest.Value.Turns.Count;
            _turns -= oldest.Value.Turns.Count;
            Remove(oldest.Value);
        }

        return traces;
    }

    public void Sweep(long beforeNs)
    {
        foreach (var session in _order.Where(session => session.Sweep(beforeNs)))
        {
            _changedSessions.Add(session.Id);
            foreach (var turn in session.Turns)
            {
                Changed(session.Id, turn.Row.Index);
            }
        }
    }

    public StoreChange TakeChange()
    {
        var change = new StoreChange([.. _changedTurns], [.. _changedSessions]);
        _changedTurns.Clear();
        _changedSessions.Clear();
        return change;
    }

    public void Clear()
    {
        _sessions.Clear();
        _order.Clear();
        _turns = 0;
    }

    private static (string? Session, IEnumerable<TurnReading> Readings) Project(TraceRecord trace)
    {
        if (EdgeVoiceReader.Reads(trace))
        {
            return (trace.SessionId, EdgeVoiceReader.Read(trace) is { } reading ? [reading] : []);
        }

        if (PipecatReader.Reads(trace))
        {
            return (trace.SessionId ?? trace.TraceId, PipecatReader.Read(trace));
        }

        return LiveKitAgentsReader.Reads(trace) ? (LiveKitAgentsReader.Session(trace), LiveKitAgentsReader.Read(trace)) : (trace.SessionId, []);
    }

    private SessionRecord Record(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            session = new SessionRecord(id, prices);
            _sessions.Add(id, session);
            session.Node = _order.AddLast(session);
        }

        return session;
    }

    private void Remove(SessionRecord session)
    {
        _sessions.Remove(session.Id);
        _order.Remove(session.Node!);
        _droppedSessions++;
    }

    private void Changed(string session, int index)
    {
        _changedTurns.Add((session, Turn.IdOf(session, index)));
        _changedSessions.Add(session);
    }
}
