using EdgeVoice.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>Turns as our agent sends them: seven spans each, with tools, slow ones and interruptions among them. Always the same.</summary>
internal static class BenchTurns
{
    public const int SpansPerTurn = 7;
    private const long Ms = 1_000_000;
    private const long Start = 1_780_000_000_000_000_000;

    private static readonly string[] s_regions = ["us-east", "us-west", "eu-central"];

    public static IEnumerable<ExportTraceServiceRequest> Requests(int turns, int turnsPerRequest)
    {
        var random = new Random(1);
        for (var turn = 0; turn < turns; turn += turnsPerRequest)
        {
            var call = turn / turnsPerRequest;
            var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "EdgeVoice.Agent" } };
            for (var index = 0; index < Math.Min(turnsPerRequest, turns - turn); index++)
            {
                scope.Spans.Add(Turn(random, call, index + 1));
            }

            yield return new ExportTraceServiceRequest
            {
                ResourceSpans = { new ResourceSpans { Resource = new Resource { Attributes = { Text("service.name", $"agent-{s_regions[call % 3]}") } }, ScopeSpans = { scope } } },
            };
        }
    }

    private static List<Span> Turn(Random random, int call, int index)
    {
        var at = Start + (call * 60_000 * Ms) + (index * 6_000 * Ms);
        var trace = Bytes(random, 16);
        var root = Span("voice.turn", null, at, 5_500);
        List<Span> spans = [root];
        Next("voice.user_speech", 800 + random.Next(1_500));
        Next("voice.endpointing", 500 + random.Next(30));
        var wait = 250 + random.Next(250) + (random.Next(50) == 0 ? 2_000 : 0);
        var response = Span("realtime_inference gpt-realtime", root.SpanId, at, wait + 400);
        response.Attributes.Add([Text("gen_ai.request.model", "gpt-realtime"), Number("gen_ai.usage.input_tokens", 400), Number("gen_ai.usage.output_tokens", 90), Text("gen_ai.output.type", "speech")]);
        response.Events.Add(new Span.Types.Event { Name = "first_audio", TimeUnixNano = (ulong)(at + (wait * Ms)) });
        spans.Add(response);
        var tool = Span("execute_tool look_up", response.SpanId, at + (50 * Ms), 100);
        tool.Attributes.Add(Text("gen_ai.tool.name", "look_up"));
        spans.Add(tool);
        at += (wait + 30) * Ms;
        Next("voice.agent_speech", 1_200);
        at += 100 * Ms;
        Next("voice.agent_speech", 500);
        root.EndTimeUnixNano = (ulong)at;
        root.Attributes.Add(
        [
            Number("edgevoice.turn.index", index), Text("edgevoice.turn.initiator", "caller"), Text("edgevoice.turn.outcome", random.Next(9) == 0 ? "interrupted" : "complete"), Number("edgevoice.turn.spans", SpansPerTurn),
            Number("edgevoice.turn.heard_ms", 1_700), Text("edgevoice.pii.user_text", "A table for two, please, tonight at eight."), Text("edgevoice.pii.agent_text", "Eight is free. Shall I book it for you?"),
        ]);
        return spans;

        void Next(string name, int length)
        {
            spans.Add(Span(name, root.SpanId, at, length));
            at += length * Ms;
        }

        Span Span(string name, ByteString? parent, long start, int length)
        {
            var span = new Span { Name = name, TraceId = trace, SpanId = Bytes(random, 8), StartTimeUnixNano = (ulong)start, EndTimeUnixNano = (ulong)(start + (length * Ms)), ParentSpanId = parent ?? ByteString.Empty };
            span.Attributes.Add([Text("gen_ai.conversation.id", $"call-{call}"), Text("session.id", $"call-{call}"), Text("edgevoice.region", s_regions[call % 3]), Text("edgevoice.persona", "restaurant")]);
            return span;
        }
    }

    private static ByteString Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static KeyValue Number(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };
}
