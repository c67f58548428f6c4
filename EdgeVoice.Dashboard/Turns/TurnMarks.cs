using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>
/// The marks of a turn whose trace has not come: spans are exported at their end, so the agent tells each mark as a log event when
/// it happens (<c>edgevoice.turn.mark</c>).
/// </summary>
internal sealed class TurnMarks
{
    public const string EventName = "edgevoice.turn.mark";

    private readonly Dictionary<string, long> _marks = [];

    public string? Region { get; private set; }

    public string? Persona { get; private set; }

    public bool ByCaller { get; private set; }

    public int Generation { get; private set; } = 1;

    public long LatestNs { get; private set; }

    public double? MediaPathMs { get; private set; }

    public void Add(LogRecord record)
    {
        if (record.Attributes.Text("edgevoice.turn.mark") is not { } name)
        {
            return;
        }

        // The mark's own time, on the audio clock; the record is written when the agent learns of it.
        var at = record.Attributes["edgevoice.turn.mark_ns"] is long exact ? exact : record.AtNs;
        _marks.TryAdd(name, at);
        LatestNs = Math.Max(LatestNs, Math.Max(at, record.AtNs));
        Region ??= record.Attributes.Text("edgevoice.region");
        Persona ??= record.Attributes.Text("edgevoice.persona");
        ByCaller |= record.Attributes.Text("edgevoice.turn.initiator") == "caller" || name == "speech_started";
        MediaPathMs = record.Attributes.Number("edgevoice.network.media_path_ms") ?? MediaPathMs;
        Generation = (int)(record.Attributes.Number("edgevoice.call.generation") ?? 1);
    }

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
        StartNs = Mark("turn_started") ?? _marks.Values.DefaultIfEmpty(LatestNs).Min(),
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

    private long? Mark(string name) => _marks.TryGetValue(name, out var at) ? at : null;
}
