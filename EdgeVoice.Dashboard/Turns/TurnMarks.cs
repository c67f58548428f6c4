using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>
/// The marks of a turn whose trace has not come: spans are exported at their end, so the agent tells each mark as a log event when
/// it happens (<c>edgevoice.turn.mark</c>).
/// </summary>
internal sealed class TurnMarks
{
    public const string EventName = "edgevoice.turn.mark";

    private const string Name = "edgevoice.turn.mark";
    private const string At = "edgevoice.turn.mark_ns";
    private const string Initiator = "edgevoice.turn.initiator";
    private const string MediaPath = "edgevoice.network.media_path_ms";
    private const string CallGeneration = "edgevoice.call.generation";

    // When it happened, on the audio clock, and when the agent told of it.
    private readonly Dictionary<string, (long At, long ToldNs)> _marks = [];

    public string? Region { get; private set; }

    public string? Persona { get; private set; }

    public bool ByCaller { get; private set; }

    public int Generation { get; private set; } = 1;

    public long LatestNs { get; private set; }

    public double? MediaPathMs { get; private set; }

    /// <returns>False when the mark is here already: exporters send again what they are not sure of.</returns>
    public bool Add(LogRecord record)
    {
        if (record.Attributes.Text(Name) is not { } name)
        {
            return false;
        }

        // The mark's own time, on the audio clock; the record is written when the agent learns of it.
        var at = record.Attributes[At] is long exact and > 0 ? exact : record.AtNs;
        var isNew = _marks.TryAdd(name, (at, record.AtNs));
        LatestNs = Math.Max(LatestNs, Math.Max(at, record.AtNs));
        Region ??= record.Attributes.Text("edgevoice.region");
        Persona ??= record.Attributes.Text("edgevoice.persona");
        ByCaller |= record.Attributes.Text(Initiator) == "caller" || name == "speech_started";
        MediaPathMs = record.Attributes.Number(MediaPath) ?? MediaPathMs;
        Generation = (int)(record.Attributes.Number(CallGeneration) ?? 1);
        return isNew;
    }

    /// <summary>The events again, for export: when each was told, and its attributes.</summary>
    public IEnumerable<(long AtNs, IEnumerable<KeyValuePair<string, object?>> Attributes)> Records => _marks.Select(mark => (mark.Value.ToldNs, new (string Key, object? Value)[]
    {
        (Name, mark.Key), (At, mark.Value.At), (Initiator, ByCaller ? "caller" : "agent"), (MediaPath, MediaPathMs), (CallGeneration, (long)Generation), ("edgevoice.region", Region), ("edgevoice.persona", Persona),
    }.Where(attribute => attribute.Value is not null).Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))));

    /// <param name="over">A later turn has begun or the session has ended, and the trace never came.</param>
    public TurnReading Read(string session, int index, bool over) => new()
    {
        SessionId = session,
        Index = index,
        Generation = Generation,
        Source = "edgevoice",
        Region = Region,
        Persona = Persona,
        ByCaller = ByCaller,
        Outcome = over ? "unknown" : null,
        StartNs = Mark("turn_started") ?? _marks.Values.Select(mark => mark.At).DefaultIfEmpty(LatestNs).Min(),
        EndNs = Mark("turn_ended") ?? LatestNs,
        SpeechStarted = Mark("speech_started"),
        SpeechEnded = Mark("speech_ended"),
        Committed = Mark("committed"),
        ResponseStarted = Mark("response_started"),
        FirstAudio = Mark("first_audio"),
        PlayoutStarted = Mark("playout_started"),
        PlayoutEnded = Mark("playout_ended"),
        Network = Network.Unknown with { MediaPathMs = MediaPathMs },
        Findings = over ? [new(FindingKinds.DroppedSpan, EdgeVoiceReader.Root, "Only the marks of this turn came, its trace did not.")] : [],
    };

    private long? Mark(string name) => _marks.TryGetValue(name, out var mark) ? mark.At : null;
}
