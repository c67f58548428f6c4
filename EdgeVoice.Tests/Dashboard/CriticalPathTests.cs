using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Tests.Dashboard;

public sealed class CriticalPathTests
{
    private const long Ms = 1_000_000;

    private readonly SentCall _call = new("call");

    [Fact]
    public void ATurnsAnswerAndItsTool_AreOnIt_AlthoughTheAnswerIsStillMadeWhileItIsPlayed()
    {
        var spans = Spans(_call.Turn(1, toolMs: 700));
        // Audio comes faster than it is played.
        Find(spans, "realtime_inference").EndTimeUnixNano += (ulong)(600 * Ms);

        Assert.Equal(["execute_tool check_availability", "realtime_inference gpt-realtime", "voice.agent_speech", "voice.endpointing", "voice.turn", "voice.user_speech"], Path(spans));
    }

    [Fact]
    public void AToolBetweenTwoPiecesOfSpeech_IsOnIt()
    {
        var spans = Spans(_call.Turn(1));
        var (turn, response, speech) = (Find(spans, "voice.turn"), Find(spans, "realtime_inference"), Find(spans, "voice.agent_speech"));
        var paused = (long)speech.EndTimeUnixNano;
        spans.Add(_call.Span("execute_tool look_up", turn.TraceId, response.SpanId, paused, paused + (4_000 * Ms)));
        spans.Add(_call.Span("voice.agent_speech", turn.TraceId, turn.SpanId, paused + (4_300 * Ms), paused + (6_000 * Ms)));
        response.EndTimeUnixNano = (ulong)(paused + (4_500 * Ms));
        turn.EndTimeUnixNano = (ulong)(paused + (6_000 * Ms));

        Assert.Equal(["execute_tool look_up", "realtime_inference gpt-realtime", "voice.agent_speech", "voice.agent_speech", "voice.endpointing", "voice.turn", "voice.user_speech"], Path(spans));
    }

    [Fact]
    public void WhatRanBesideTheLastOne_IsNotOnIt()
    {
        var trace = _call.Bytes(16);
        var root = _call.Span("GET /", trace, null, SentCall.StartNs, SentCall.StartNs + (100 * Ms));
        List<Span> spans =
        [
            root,
            _call.Span("first", trace, root.SpanId, SentCall.StartNs, SentCall.StartNs + (20 * Ms)),
            _call.Span("beside", trace, root.SpanId, SentCall.StartNs, SentCall.StartNs + (90 * Ms)),
            _call.Span("last", trace, root.SpanId, SentCall.StartNs + (20 * Ms), SentCall.StartNs + (100 * Ms)),
        ];

        Assert.Equal(["GET /", "first", "last"], Path(spans));
    }

    private static List<Span> Spans(ExportTraceServiceRequest request) => [.. request.ResourceSpans[0].ScopeSpans[0].Spans];

    private static Span Find(List<Span> spans, string name) => spans.First(span => span.Name.StartsWith(name, StringComparison.Ordinal));

    private static IEnumerable<string> Path(List<Span> sent)
    {
        var spans = new EdgeVoice.Dashboard.Otlp.OtlpMapper(new()).Map(SentCall.Request("agent-us-east", sent)).Spans;
        var path = CriticalPath.Of(spans, spans.Where(span => span.ParentId is not null).ToLookup(span => span.ParentId!));
        return spans.Where(span => path.Contains(span.SpanId)).Select(span => span.Name).Order(StringComparer.Ordinal);
    }
}
