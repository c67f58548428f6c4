using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>The trace that our agent makes of a turn (docs/telemetry.md).</summary>
internal static class EdgeVoiceReader
{
    public const string Root = "voice.turn";
    public const string Session = "voice.session";
    public const string Inference = "realtime_inference";
    private const string Tool = "execute_tool ";

    public static bool Reads(TraceRecord trace) => trace.Spans.Exists(span => span.Name is Root or "voice.user_speech" or "voice.endpointing" or "voice.agent_speech");

    public static TurnReading? Read(TraceRecord trace)
    {
        if (trace.SessionId is not { } session)
        {
            return null;
        }

        var root = trace.Spans.Find(span => span.Name == Root);
        var speech = One(trace, "voice.user_speech");
        var endpointing = One(trace, "voice.endpointing");
        var responses = trace.Spans.FindAll(span => span.Name.StartsWith(Inference, StringComparison.Ordinal));
        var spoken = trace.Spans.FindAll(span => span.Name == "voice.agent_speech");
        var voice = spoken.ConvertAll(span => new Interval(span.StartNs, span.EndNs));
        var common = root ?? trace.Spans[0];
        var findings = new List<Finding>();
        if (root is null)
        {
            findings.Add(new(FindingKinds.DroppedSpan, Root, "The turn's root span has not come: its end and outcome are not known."));
        }

        return new TurnReading
        {
            SessionId = session,
            Index = (int)(common.Attributes.Number("edgevoice.turn.index") ?? 0),
            Generation = (int)(common.Attributes.Number("edgevoice.call.generation") ?? 1),
            TraceId = trace.TraceId,
            Source = "edgevoice",
            Region = common.Attributes.Text("edgevoice.region"),
            Persona = common.Attributes.Text("edgevoice.persona"),
            ByCaller = root?.Attributes.Text("edgevoice.turn.initiator") is { } initiator ? initiator == "caller" : speech is not null,
            Outcome = root?.Attributes.Text("edgevoice.turn.outcome") ?? "unknown",
            StartNs = root?.StartNs ?? trace.StartNs,
            EndNs = End(root) ?? trace.EndNs,
            SpeechStarted = speech?.StartNs ?? Mark(root, "speech_started"),
            SpeechEnded = End(speech) ?? endpointing?.StartNs ?? Mark(root, "speech_ended"),
            Committed = End(endpointing) ?? Mark(root, "committed"),
            ResponseStarted = responses.Count == 0 ? null : responses.Min(span => span.StartNs),
            ResponseEnded = responses.Count == 0 ? null : responses.Max(span => span.EndNs),
            FirstAudio = responses.SelectMany(span => span.Events).Where(happened => happened.Name == "first_audio").Select(happened => (long?)happened.AtNs).Min() ?? Mark(root, "first_audio"),
            PlayoutStarted = voice.Count == 0 ? Mark(root, "playout_started") : voice.Min(part => part.Start),
            PlayoutEnded = spoken.Count == 0 || spoken.Exists(span => span.IsOpen) ? Mark(root, "playout_ended") : voice.Max(part => part.End),
            AgentSpeech = voice,
            Tools = Tools(trace),
            ReportedSilenceMs = root?.Attributes.Number("edgevoice.turn.heard_silence_ms"),
            BargeInStopMs = root?.Attributes.Number("edgevoice.turn.barge_in_stop_ms"),
            GeneratedMs = root?.Attributes.Number("edgevoice.turn.generated_ms"),
            HeardMs = root?.Attributes.Number("edgevoice.turn.heard_ms"),
            UserText = root?.Attributes.Text("edgevoice.pii.user_text"),
            AgentText = root?.Attributes.Text("edgevoice.pii.agent_text"),
            HeardText = root?.Attributes.Text("edgevoice.pii.heard_text"),
            Tokens = GenAi.Tokens(responses),
            Model = GenAi.Model(responses),
            Network = new(
                root?.Attributes.Number("edgevoice.network.provider_rtt_ms"),
                root?.Attributes.Number("edgevoice.network.media_path_ms"),
                root?.Attributes.Number("edgevoice.network.caller_rtt_ms"),
                root?.Attributes.Number("edgevoice.network.caller_jitter_ms"),
                root?.Attributes.Number("edgevoice.network.caller_loss_percent")),
            Spans = [.. trace.Spans],
            SpansMade = (int?)root?.Attributes.Number("edgevoice.turn.spans"),
            Findings = findings,
        };
    }

    private static Span? One(TraceRecord trace, string name) => trace.Spans.Find(span => span.Name == name);

    // Where a span has no end, the mark that it would have ended with is not known.
    private static long? End(Span? span) => span is { IsOpen: false } ? span.EndNs : null;

    // A phase whose other end is not known has no span; its one mark is an event of the turn.
    private static long? Mark(Span? root, string name) => root?.Events.FirstOrDefault(happened => happened.Name == name)?.AtNs;

    private static List<ToolSpan> Tools(TraceRecord trace) => trace.Spans
        .FindAll(span => span.Name.StartsWith(Tool, StringComparison.Ordinal))
        .ConvertAll(span => new ToolSpan(span.Attributes.Text("gen_ai.tool.name") ?? span.Name[Tool.Length..], span.Attributes.Text("gen_ai.tool.call.id"), span.StartNs, span.EndNs, span.Status != "error", span.SpanId));
}
