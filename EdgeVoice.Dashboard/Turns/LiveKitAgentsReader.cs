using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>
/// One trace for a whole session, as LiveKit Agents makes it: <c>user_turn</c> and <c>agent_turn</c> side by side under
/// <c>agent_session</c>, and when somebody was heard in <c>user_speaking</c> and <c>agent_speaking</c>.
/// </summary>
internal static class LiveKitAgentsReader
{
    public static bool Reads(TraceRecord trace) => trace.Spans.Exists(span => span.Name is "agent_turn" or "user_turn" or "agent_session" or "job_entrypoint");

    public static string Session(TraceRecord trace) =>
        trace.SessionId ?? trace.Spans.Select(span => span.Attributes.Text("lk.job_id")).FirstOrDefault(id => id is not null) ?? trace.TraceId;

    public static IEnumerable<TurnReading> Read(TraceRecord trace)
    {
        var session = Session(trace);
        var users = trace.Spans.FindAll(span => span.Name == "user_turn").OrderBy(span => span.StartNs).ToList();
        var agents = trace.Spans.FindAll(span => span.Name == "agent_turn").OrderBy(span => span.StartNs).ToList();
        var index = 0;
        foreach (var agent in agents)
        {
            // A reply belongs to the last words before it, unless an earlier reply has taken them.
            var user = users.FindLast(span => span.StartNs <= agent.StartNs);
            users.RemoveAll(span => span.StartNs <= agent.StartNs);
            yield return Read(trace, session, ++index, user, agent);
        }

        foreach (var unanswered in users)
        {
            yield return Read(trace, session, ++index, unanswered, null);
        }
    }

    private static TurnReading Read(TraceRecord trace, string session, int index, Span? user, Span? agent)
    {
        var children = SpanTree.Below(trace, user).Concat(SpanTree.Below(trace, agent)).ToList();
        var start = user?.StartNs ?? agent!.StartNs;
        var speech = children.FindAll(span => span.Name == "user_speaking");
        var voice = children.FindAll(span => span.Name == "agent_speaking").ConvertAll(span => new Interval(span.StartNs, span.EndNs));
        var model = children.FindAll(span => span.Name is "llm_request" or "llm_node" or "realtime_inference" or "realtime_metrics");
        var first = children.Select(span => span.Attributes.Number("lk.response.ttft") is { } ttft ? span.StartNs + (long)(ttft * 1e9) : (long?)null).Where(at => at is not null).Min();
        var ends = children.Select(span => span.EndNs).Append(agent?.EndNs ?? user!.EndNs);
        var latency = agent?.Attributes.Number("lk.e2e_latency") ?? user?.Attributes.Number("lk.e2e_latency");
        return new TurnReading
        {
            SessionId = session,
            Index = index,
            TraceId = trace.TraceId,
            Source = "livekit-agents",
            ByCaller = user is not null,
            Outcome = agent is null ? "no_input" : agent.Status == "error" ? "model_error" : agent.Attributes.Flag("lk.interrupted") == true ? "interrupted" : "complete",
            StartNs = start,
            EndNs = ends.Max(),
            SpeechStarted = speech.Count > 0 ? speech.Min(span => span.StartNs) : user?.StartNs,
            SpeechEnded = speech.Count > 0 ? speech.Max(span => span.EndNs) : user is null ? null : user.EndNs - (long)((user.Attributes.Number("lk.end_of_turn_delay") ?? 0) * 1e9),
            Committed = user?.EndNs,
            ResponseStarted = model.Count == 0 ? null : model.Min(span => span.StartNs),
            ResponseEnded = model.Count == 0 ? null : model.Max(span => span.EndNs),
            FirstAudio = first ?? (voice.Count == 0 ? null : voice.Min(part => part.Start)),
            PlayoutStarted = voice.Count == 0 ? null : voice.Min(part => part.Start),
            PlayoutEnded = voice.Count == 0 ? null : voice.Max(part => part.End),
            AgentSpeech = voice,
            Tools = children.FindAll(span => span.Name == "function_tool").ConvertAll(span => new ToolSpan(span.Attributes.Text("lk.function_tool.name") ?? "function_tool", span.Attributes.Text("lk.function_tool.id"), span.StartNs, span.EndNs, span.Attributes.Flag("lk.function_tool.is_error") != true, span.SpanId)),
            ReportedSilenceMs = latency * 1000,
            UserText = Text(user, "user_transcript") ?? Text(agent, "user_input"),
            AgentText = Text(agent, "response.text") ?? children.Select(span => Text(span, "response.text")).FirstOrDefault(text => text is not null),
            Tokens = GenAi.Tokens(model.FindAll(span => span.Name != "llm_node")),
            Model = GenAi.Model(model),
            Spans = [.. new[] { user, agent }.OfType<Span>(), .. children],
        };
    }

    // Newer versions mark what people said with pii.
    private static string? Text(Span? span, string name) => span?.Attributes.Text($"lk.pii.{name}") ?? span?.Attributes.Text($"lk.{name}");
}
