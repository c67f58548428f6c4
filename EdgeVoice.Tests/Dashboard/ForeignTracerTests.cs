using EdgeVoice.Dashboard.Otlp.Wire;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>Traces that other agents make.</summary>
public sealed class ForeignTracerTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public async Task LiveKitAgents_OneTraceForTheSession_GivesItsTurns()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("unused");
        var trace = call.Bytes(16);
        var session = Span("agent_session", null, 0, 20_000, SentCall.Text("lk.room_name", "room-7"));
        var greeting = Span("agent_turn", session, 0, 2_000);
        var user = Span("user_turn", session, 3_000, 4_900, SentCall.Text("lk.user_transcript", "hello"));
        var agent = Span("agent_turn", session, 4_900, 8_000, new KeyValue { Key = "lk.interrupted", Value = new AnyValue { BoolValue = true } }, new KeyValue { Key = "lk.e2e_latency", Value = new AnyValue { DoubleValue = 1.3 } });
        await dashboard.SendAsync(SentCall.Request("livekit-agent",
        [
            session, greeting, Span("agent_speaking", greeting, 300, 2_000), user, Span("user_speaking", user, 3_000, 4_300), agent,
            Span("llm_request", agent, 4_900, 5_400, SentCall.Number("gen_ai.usage.input_tokens", 7)), Span("function_tool", agent, 5_000, 5_200, SentCall.Text("lk.function_tool.name", "weather")), Span("agent_speaking", agent, 5_600, 8_000),
        ]));

        var turns = (await dashboard.GetAsync("/api/sessions/room-7")).GetProperty("turns");
        Assert.Equal(2, turns.GetArrayLength());
        Assert.Equal("agent", turns[0].GetProperty("initiator").GetString());
        var second = turns[1];
        Assert.Equal(1_300, second.GetProperty("heardSilenceMs").GetDouble());
        Assert.Equal("interrupted", second.GetProperty("outcome").GetString());
        Assert.Equal("hello", second.GetProperty("transcript").GetProperty("user").GetString());
        Assert.Equal("weather", second.GetProperty("tools")[0].GetString());
        Assert.Equal(7, second.GetProperty("tokens").GetProperty("input").GetInt32());
        Assert.Equal("livekit-agents", second.GetProperty("source").GetString());
        Assert.Equal(["user_speech", "endpointing", "model_wait", "tool", "model_wait", "agent_speech"], second.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("name").GetString()));

        Span Span(string name, Span? parent, int from, int to, params KeyValue[] attributes)
        {
            var span = call.Span(name, trace, parent?.SpanId, SentCall.StartNs + (from * Ms), SentCall.StartNs + (to * Ms));
            span.Attributes.Clear();
            span.Attributes.Add(attributes);
            return span;
        }
    }

    [Fact]
    public async Task Pipecat_TurnsOfAConversation_AreRead()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("unused", 3);
        var trace = call.Bytes(16);
        var conversation = Span("conversation", null, 0, 10_000, SentCall.Text("conversation.id", "talk-3"));
        var turn = Span("turn", conversation, 1_000, 6_000, SentCall.Number("turn.number", 1), new KeyValue { Key = "turn.user_bot_latency_seconds", Value = new AnyValue { DoubleValue = 0.9 } }, SentCall.Text("turn.was_interrupted", "false"));
        await dashboard.SendAsync(SentCall.Request("pipecat",
        [
            conversation, turn, Span("stt", turn, 1_000, 2_600), Span("llm", turn, 2_700, 3_100, SentCall.Text("gen_ai.request.model", "gpt-4o")),
            Span("tts", turn, 3_000, 3_900, new KeyValue { Key = "metrics.ttfb", Value = new AnyValue { DoubleValue = 0.2 } }),
        ]));

        var read = (await dashboard.GetAsync("/api/turns?session=talk-3")).GetProperty("items")[0];
        Assert.Equal("pipecat", read.GetProperty("source").GetString());
        Assert.Equal(900, read.GetProperty("heardSilenceMs").GetDouble());
        Assert.Equal("complete", read.GetProperty("outcome").GetString());
        Assert.Equal(read.GetProperty("lengthMs").GetDouble(), read.GetProperty("phases").EnumerateArray().Sum(phase => phase.GetProperty("durationMs").GetDouble()), 3);

        Span Span(string name, Span? parent, int from, int to, params KeyValue[] attributes)
        {
            var span = call.Span(name, trace, parent?.SpanId, SentCall.StartNs + (from * Ms), SentCall.StartNs + (to * Ms));
            span.Attributes.Clear();
            span.Attributes.Add(attributes);
            return span;
        }
    }
}
