using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>Pipecat's trace: <c>conversation</c>, in it <c>turn</c>s, in each <c>stt</c>, <c>llm</c> and <c>tts</c>.</summary>
internal static class PipecatReader
{
    public static bool Reads(TraceRecord trace) => trace.Spans.Exists(span => span.Name == "turn" && span.Attributes["turn.number"] is not null);

    public static IEnumerable<TurnReading> Read(TraceRecord trace) => trace.Spans
        .FindAll(span => span.Name == "turn" && span.Attributes["turn.number"] is not null)
        .OrderBy(span => span.StartNs)
        .Select(turn => Read(trace, turn));

    private static TurnReading Read(TraceRecord trace, Span turn)
    {
        var children = SpanTree.Below(trace, turn).ToList();
        var stt = children.FindAll(span => span.Name == "stt");
        var llm = children.FindAll(span => span.Name is "llm" or "llm_response" || span.Attributes.Text("gen_ai.operation.name") == "chat");
        var tts = children.FindAll(span => span.Name == "tts");
        var voice = tts.ConvertAll(span => new Interval(span.StartNs + Seconds(span, "metrics.ttfb"), span.EndNs));
        var heard = voice.Count == 0 ? (long?)null : voice.Min(part => part.Start);
        var latency = turn.Attributes.Number("turn.user_bot_latency_seconds");
        var ended = heard - (long?)(latency * 1e9);
        return new TurnReading
        {
            SessionId = trace.SessionId ?? trace.TraceId,
            Index = (int)(turn.Attributes.Number("turn.number") ?? 0),
            TraceId = trace.TraceId,
            Source = "pipecat",
            ByCaller = stt.Count > 0 || latency is not null,
            Outcome = turn.Attributes.Flag("turn.was_interrupted") == true ? "interrupted" : turn.Status == "error" ? "model_error" : "complete",
            StartNs = turn.StartNs,
            EndNs = turn.EndNs,
            SpeechStarted = stt.Count > 0 ? Math.Max(turn.StartNs, stt.Min(span => span.StartNs)) : latency is null ? null : turn.StartNs,
            // Pipecat tells the latency and not the end of speech: it lies that far before the first sound.
            SpeechEnded = ended ?? (stt.Count > 0 ? stt.Max(span => span.EndNs) : null),
            Committed = llm.Count == 0 ? null : llm.Min(span => span.StartNs),
            ResponseStarted = llm.Count == 0 ? null : llm.Min(span => span.StartNs),
            ResponseEnded = llm.Count == 0 ? null : llm.Max(span => span.EndNs),
            FirstAudio = heard,
            PlayoutStarted = heard,
            PlayoutEnded = voice.Count == 0 ? null : Math.Max(voice.Max(part => part.End), turn.EndNs),
            Tools = children.FindAll(span => span.Attributes["tool.function_name"] is not null).ConvertAll(span => new ToolSpan(span.Attributes.Text("tool.function_name")!, span.Attributes.Text("tool.call_id"), span.StartNs, span.EndNs, span.Status != "error", span.SpanId)),
            ReportedSilenceMs = latency * 1000,
            UserText = stt.Select(span => span.Attributes.Text("transcript")).FirstOrDefault(text => text is not null),
            AgentText = string.Join(' ', tts.Select(span => span.Attributes.Text("text")).Where(text => text is not null)) is { Length: > 0 } said ? said : null,
            Tokens = GenAi.Tokens(llm),
            Model = GenAi.Model(llm),
            Spans = [turn, .. children],
        };
    }

    private static long Seconds(Span span, string key) => (long)((span.Attributes.Number(key) ?? 0) * 1e9);
}
