using EdgeVoice.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>Telemetry of a call as our agent sends it.</summary>
internal sealed class SentCall(string id, int seed = 1)
{
    public const long StartNs = 1_780_000_000_000_000_000;
    private const long Ms = 1_000_000;

    private readonly Random _random = new(seed);
    private long _at = StartNs;

    public string Id => id;

    /// <summary>Spans of one caller turn, one after another.</summary>
    public ExportTraceServiceRequest Turn(
        int index, int speechMs = 1000, int endpointingMs = 500, int modelMs = 300, int playoutMs = 40, int agentMs = 2000, int? toolMs = null, string tool = "check_availability", double? rttMs = 10, double? pathMs = null, string outcome = "complete")
    {
        var trace = Bytes(16);
        var root = Span("voice.turn", trace, null, _at, _at + ((speechMs + endpointingMs + modelMs + (toolMs ?? 0) + playoutMs + agentMs) * Ms));
        var at = _at;
        List<Span> spans = [root];
        Add("voice.user_speech", speechMs);
        Add("voice.endpointing", endpointingMs);
        var response = Span("realtime_inference gpt-realtime", trace, root.SpanId, at, at + ((modelMs + (toolMs ?? 0)) * Ms));
        response.Attributes.Add([Text("gen_ai.request.model", "gpt-realtime"), Number("gen_ai.usage.input_tokens", 100), Number("gen_ai.usage.output_tokens", 50)]);
        spans.Add(response);
        at += modelMs / 2 * Ms;
        if (toolMs is { } length)
        {
            var call = Span($"execute_tool {tool}", trace, response.SpanId, at, at + (length * Ms));
            call.Attributes.Add(Text("gen_ai.tool.name", tool));
            spans.Add(call);
            at += length * Ms;
        }

        at += (modelMs - (modelMs / 2)) * Ms;
        response.Events.Add(new Span.Types.Event { Name = "first_audio", TimeUnixNano = (ulong)at });
        at += playoutMs * Ms;
        Add("voice.agent_speech", agentMs);
        root.Attributes.Add(
        [
            Number("edgevoice.turn.index", index), Text("edgevoice.turn.initiator", "caller"), Text("edgevoice.turn.outcome", outcome), Number("edgevoice.turn.spans", spans.Count),
            new KeyValue { Key = "edgevoice.turn.heard_silence_ms", Value = new AnyValue { DoubleValue = endpointingMs + modelMs + (toolMs ?? 0) + playoutMs } },
            Number("edgevoice.turn.heard_ms", agentMs), Text("edgevoice.pii.user_text", "a table for two"), Text("edgevoice.pii.agent_text", "Certainly, for when?"), Text("edgevoice.pii.heard_text", outcome == "interrupted" ? "Certainly," : "Certainly, for when?"),
        ]);
        if (rttMs is { } rtt)
        {
            root.Attributes.Add(new KeyValue { Key = "edgevoice.network.provider_rtt_ms", Value = new AnyValue { DoubleValue = rtt } });
        }

        if (pathMs is { } path)
        {
            root.Attributes.Add(new KeyValue { Key = "edgevoice.network.media_path_ms", Value = new AnyValue { DoubleValue = path } });
        }

        _at = at + (200 * Ms);
        return Request("agent-us-east", spans);

        void Add(string name, int length)
        {
            spans.Add(Span(name, trace, root.SpanId, at, at + (length * Ms)));
            at += length * Ms;
        }
    }

    public ExportLogsServiceRequest Mark(int index, string mark, int afterMs) => Logs("edgevoice.turn.mark", StartNs + (afterMs * Ms),
        [Text("gen_ai.conversation.id", id), Text("edgevoice.region", "us-east"), Number("edgevoice.turn.index", index), Text("edgevoice.turn.initiator", "caller"), Text("edgevoice.turn.mark", mark), Number("edgevoice.turn.mark_ns", StartNs + (afterMs * Ms))]);

    public ExportLogsServiceRequest Media(int afterMs, double jitterMs) => Logs("edgevoice.call.media", StartNs + (afterMs * Ms),
        [Text("gen_ai.conversation.id", id), new KeyValue { Key = "edgevoice.network.caller_jitter_ms", Value = new AnyValue { DoubleValue = jitterMs } }]);

    public Span Span(string name, ByteString trace, ByteString? parent, long start, long end)
    {
        var span = new Span { Name = name, TraceId = trace, SpanId = Bytes(8), StartTimeUnixNano = (ulong)start, EndTimeUnixNano = (ulong)end, Kind = EdgeVoice.Dashboard.Otlp.Wire.Span.Types.SpanKind.Internal };
        if (parent is not null)
        {
            span.ParentSpanId = parent;
        }

        span.Attributes.Add([Text("gen_ai.conversation.id", id), Text("edgevoice.region", "us-east"), Text("edgevoice.persona", "restaurant")]);
        return span;
    }

    public ByteString Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        bytes[0] |= 1;
        return ByteString.CopyFrom(bytes);
    }

    public static ExportTraceServiceRequest Request(string service, IEnumerable<Span> spans)
    {
        var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "EdgeVoice.Agent" } };
        scope.Spans.Add(spans);
        var resource = new ResourceSpans { Resource = new Resource { Attributes = { Text("service.name", service) } }, ScopeSpans = { scope } };
        return new ExportTraceServiceRequest { ResourceSpans = { resource } };
    }

    public static ExportLogsServiceRequest Logs(string eventName, long atNs, IEnumerable<KeyValue> attributes)
    {
        var record = new LogRecord { EventName = eventName, TimeUnixNano = (ulong)atNs };
        record.Attributes.Add(attributes);
        var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = "EdgeVoice.Agent" }, LogRecords = { record } };
        return new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = new Resource { Attributes = { Text("service.name", "agent-us-east") } }, ScopeLogs = { scope } } } };
    }

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static KeyValue Number(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };
}
