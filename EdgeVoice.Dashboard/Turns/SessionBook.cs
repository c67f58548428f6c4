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

    public void Read(TraceRecord trace)
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
            record.Call(call);
            _changedSessions.Add(session);
        }

        foreach (var reading in readings)
        {
            _turns += record.Set(reading) ? 1 : 0;
            trace.Turn = reading.Index;
            Changed(session, reading.Index);
        }
    }

    public void Read(LogRecord log)
    {
        if (log.EventName is not (TurnMarks.EventName or MediaSample.EventName) || SpanNames.Session(log.Attributes) is not { } session)
        {
            return;
        }

        var record = Record(session);
        if (log.EventName == MediaSample.EventName)
        {
            record.Add(new MediaSample(
                log.AtNs,
                log.Attributes.Number("edgevoice.network.caller_rtt_ms"),
                log.Attributes.Number("edgevoice.network.caller_jitter_ms"),
                log.Attributes.Number("edgevoice.network.caller_loss_percent"),
                log.Attributes.Number("edgevoice.media.jitter_buffer_ms"),
                log.Attributes.Number("edgevoice.media.playout_buffer_ms")));
        }
        else if (log.Attributes.Number("edgevoice.turn.index") is { } index and >= 0 and < 100_000)
        {
            _turns += record.Mark((int)index, log) ? 1 : 0;
            Changed(session, (int)index);
        }
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

    public StoreChange TakeChange(IReadOnlyList<LogRecord> logs, IReadOnlyList<Span> spans)
    {
        if (_changedTurns.Count == 0 && _changedSessions.Count == 0)
        {
            return new StoreChange([], [], logs, spans);
        }

        var change = new StoreChange([.. _changedTurns], [.. _changedSessions], logs, spans);
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
