using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>A call: its turns so far, from traces and from marks.</summary>
internal sealed class SessionRecord(string id, PriceList prices)
{
    private const int MaxMedia = 3_600;

    private readonly SortedDictionary<int, Turn> _turns = [];
    private readonly Dictionary<int, TurnMarks> _marks = [];
    // By the sender's clock, and so each once: exporters send again what they are not sure of.
    private readonly SortedDictionary<long, MediaSample> _media = [];
    private readonly Dictionary<string, Span> _calls = [];

    public string Id { get; } = id;

    public LinkedListNode<SessionRecord>? Node { get; set; }

    public HashSet<string> TraceIds { get; } = [];

    public IReadOnlyCollection<Turn> Turns => _turns.Values;

    public IReadOnlyCollection<MediaSample> Media => _media.Values;

    /// <summary>There is something of a conversation, not only a request that named it.</summary>
    public bool IsVisible => _turns.Count > 0 || _calls.Count > 0;

    /// <summary>Nothing has come for so long that what is open will not be closed.</summary>
    public bool Quiet { get; private set; }

    /// <summary>The latest that was sent, by the sender's clock.</summary>
    public long LatestNs { get; private set; }

    /// <summary>When something last came, by this machine's clock.</summary>
    public long ReceivedNs { get; private set; }

    /// <summary>The log events that are still needed, for export: marks of turns without a trace, and the media.</summary>
    public IEnumerable<LogRecord> Records => _marks.SelectMany(turn => turn.Value.Records.Select(mark => Event(TurnMarks.EventName, mark.AtNs, mark.Attributes.Append(new("edgevoice.turn.index", (long)turn.Key)))))
        .Concat(_media.Values.Select(sample => Event(MediaSample.EventName, sample.AtNs, sample.Attributes)));

    public long StartNs => Math.Min(_calls.Values.Select(call => call.StartNs).DefaultIfEmpty(long.MaxValue).Min(), _turns.Values.Select(turn => turn.Reading.StartNs).DefaultIfEmpty(LatestNs).Min());

    public long EndNs => Math.Max(_calls.Values.Select(call => call.EndNs).DefaultIfEmpty(0).Max(), _turns.Values.Select(turn => turn.Reading.EndNs).DefaultIfEmpty(0).Max());

    /// <summary>Every agent that held the call has told its end.</summary>
    public bool Ended => _calls.Count > 0 && _calls.Count >= Generations;

    public int Generations => Math.Max(1, _turns.Values.Select(turn => turn.Reading.Generation).DefaultIfEmpty(1).Max());

    public Turn? Find(int index) => _turns.GetValueOrDefault(index);

    /// <returns>Whether a turn was new.</returns>
    public bool Set(TurnReading reading, long? receivedNs)
    {
        Touch(Math.Max(reading.EndNs, reading.StartNs), receivedNs);
        // Marks know the persona; older agents' spans do not.
        var marks = _marks.GetValueOrDefault(reading.Index);
        _marks.Remove(reading.Index);
        var isNew = !_turns.ContainsKey(reading.Index);
        _turns[reading.Index] = Turn.From(
            reading with
            {
                ReceivedNs = receivedNs ?? reading.EndNs,
                Persona = reading.Persona ?? marks?.Persona ?? Persona,
                Region = reading.Region ?? Region,
                // A trace whose root was lost does not say it.
                Network = reading.Network with { MediaPathMs = reading.Network.MediaPathMs ?? marks?.MediaPathMs },
            },
            prices);
        Settle();
        return isNew;
    }

    /// <returns>Whether the mark was new, and whether its turn was.</returns>
    public (bool IsNew, bool IsNewTurn) Mark(int index, LogRecord record, long? receivedNs)
    {
        Touch(record.AtNs, receivedNs);
        if (_turns.TryGetValue(index, out var known) && known.Reading.TraceId is not null)
        {
            return (false, false);
        }

        if (!_marks.TryGetValue(index, out var marks))
        {
            _marks[index] = marks = new TurnMarks();
        }

        var isNew = marks.Add(record);
        _turns[index] = Turn.From(marks.Read(Id, index, over: Ended) with { ReceivedNs = receivedNs ?? record.AtNs }, prices);
        Settle();
        return (isNew, known is null);
    }

    public void Call(Span span, long? receivedNs)
    {
        _calls[span.SpanId] = span;
        Touch(span.EndNs, receivedNs);
        Settle();
    }

    /// <returns>False when it is here already.</returns>
    public bool Add(MediaSample sample, long? receivedNs)
    {
        Touch(sample.AtNs, receivedNs);
        var isNew = _media.TryAdd(sample.AtNs, sample);
        if (_media.Count > MaxMedia)
        {
            _media.Remove(_media.First().Key);
        }

        return isNew;
    }

    public void Remove(string traceId)
    {
        TraceIds.Remove(traceId);
        foreach (var call in _calls.Values.Where(call => call.TraceId == traceId).ToArray())
        {
            _calls.Remove(call.SpanId);
        }

        foreach (var turn in _turns.Where(turn => turn.Value.Reading.TraceId == traceId).ToArray())
        {
            _turns.Remove(turn.Key);
        }
    }

    /// <summary>Gives up on turns that are open, once nothing has come since <paramref name="beforeNs"/> by this machine's clock.</summary>
    public bool Sweep(long beforeNs)
    {
        if (Quiet || ReceivedNs >= beforeNs)
        {
            return false;
        }

        Quiet = true;
        Settle();
        return true;
    }

    public SessionRow Row(bool hasAudio)
    {
        var turns = _turns.Values.ToArray();
        var last = turns.LastOrDefault();
        var call = _calls.Values.MaxBy(call => call.EndNs);
        var costs = turns.Where(turn => turn.Row.Cost is not null).Sum(turn => turn.Row.Cost);
        var slowest = turns.Where(turn => turn.Row.HeardSilenceMs is not null).MaxBy(turn => turn.Row.HeardSilenceMs);
        var inProgress = !Ended && !Quiet;
        return new SessionRow
        {
            Id = Id,
            Region = last?.Row.Region ?? Region,
            Regions = [.. turns.Select(turn => turn.Row.Region).OfType<string>().Distinct()],
            Persona = Persona,
            Model = turns.Select(turn => turn.Row.Model).LastOrDefault(model => model is not null),
            StartedAt = Clock.Text(StartNs),
            EndedAt = inProgress ? null : Clock.Text(EndNs),
            LengthMs = Clock.Ms(EndNs - StartNs),
            InProgress = inProgress,
            Outcome = call?.Attributes.Text("edgevoice.call.outcome"),
            Generations = Generations,
            Turns = turns.Length,
            HeardSilence = Distribution.Of(turns.Select(turn => turn.Row.HeardSilenceMs)),
            SlowestTurn = slowest?.Row.Index,
            Interruptions = turns.Count(turn => turn.Row.Interrupted),
            Tools = turns.Sum(turn => turn.Row.Tools.Count),
            Errors = turns.Count(turn => turn.Row.Outcome is "model_error" or "tool_error"),
            Findings = turns.Sum(turn => turn.Row.Findings.Count),
            Cost = turns.Any(turn => turn.Row.Cost is not null) ? Math.Round(costs ?? 0, 8) : null,
            HasAudio = hasAudio,
            Source = last?.Row.Source ?? "edgevoice",
        };
    }

    private string? Persona => _turns.Values.Select(turn => turn.Reading.Persona).FirstOrDefault(persona => persona is not null) ?? _calls.Values.Select(call => call.Attributes.Text("edgevoice.persona")).FirstOrDefault(persona => persona is not null);

    private string? Region => _calls.Values.Select(call => call.Attributes.Text("edgevoice.region")).FirstOrDefault(region => region is not null);

    private LogRecord Event(string name, long atNs, IEnumerable<KeyValuePair<string, object?>> attributes) =>
        new() { AtNs = atNs, EventName = name, Resource = TelemetryResource.Agent, Scope = "", Attributes = new([new("gen_ai.conversation.id", Id), .. attributes]) };

    private void Touch(long sentNs, long? receivedNs)
    {
        LatestNs = Math.Max(LatestNs, sentNs);
        ReceivedNs = Math.Max(ReceivedNs, receivedNs ?? sentNs);
        Quiet = false;
    }

    /// <summary>A turn whose trace is overdue is not in progress any more: the turn after the next has begun, or the call is over.</summary>
    private void Settle()
    {
        if (_marks.Count == 0)
        {
            return;
        }

        var latest = _turns.Keys.Last();
        foreach (var (index, marks) in _marks)
        {
            if ((Ended || Quiet || index <= latest - 2) && _turns[index].InProgress)
            {
                _turns[index] = Turn.From(marks.Read(Id, index, over: true) with { ReceivedNs = _turns[index].Reading.ReceivedNs }, prices);
            }
        }
    }
}
