using System.Diagnostics;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Telemetry;
using EdgeVoice.Agent.Turns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Agent.Telemetry;

public sealed class TurnTracerTests : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly string _callId = $"call_{Guid.NewGuid():N}";
    private readonly ActivityListener _listener;
    private readonly CallClock _clock = new(TimeProvider.System);

    public TurnTracerTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentActivitySource.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if ((string?)span.GetTagItem(AgentTags.ConversationId) == _callId)
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public void TurnEnded_WritesOneTraceThatIsLinkedToTheCall()
    {
        using (var tracer = Tracer())
        {
            tracer.TurnEnded(Answered());
            tracer.TurnEnded(Answered() with { Index = 3 });
        }

        var session = Single("voice.session");
        var roots = _spans.Where(span => span.OperationName == "voice.turn").ToArray();
        Assert.Equal(2, roots.Select(root => root.TraceId).Distinct().Count());
        Assert.All(roots, root =>
        {
            Assert.Equal(default, root.ParentSpanId);
            Assert.Equal(session.Context, Assert.Single(root.Links).Context);
        });
    }

    [Fact]
    public void TurnEnded_ProviderGaveNoAnswer_SaysHowOftenAndWhy()
    {
        using (var tracer = Tracer())
        {
            tracer.TurnEnded(Answered() with { Outcome = TurnOutcome.ModelError, Failures = 4, FailureReason = "empty" });
        }

        Assert.Equal((4, "empty"), (Single("voice.turn").GetTagItem(AgentTags.TurnFailures), Single("voice.turn").GetTagItem(AgentTags.TurnFailureReason)));
        Assert.Equal("empty", _spans.Single(span => span.OperationName.StartsWith("realtime_inference", StringComparison.Ordinal)).GetTagItem(AgentTags.ErrorType));
    }

    [Fact]
    public void TurnEnded_MarksBecomeSpansOnTheCallsClock()
    {
        using (var tracer = Tracer())
        {
            tracer.TurnEnded(Answered());
        }

        var root = Single("voice.turn");
        Assert.Equal(
            [("execute_tool book_table", 300), ("realtime_inference gpt-realtime", 2000), ("voice.agent_speech", 3000), ("voice.endpointing", 500), ("voice.turn", 7000), ("voice.user_speech", 1000)],
            _spans.Where(span => span.TraceId == root.TraceId).Select(span => (span.OperationName, (int)Math.Round(span.Duration.TotalMilliseconds))).Order());
        Assert.Equal((_clock.StartedAt + TimeSpan.FromSeconds(10)).UtcDateTime, root.StartTimeUtc, TimeSpan.FromMilliseconds(1));
        Assert.Equal(Single("realtime_inference gpt-realtime").SpanId, Single("execute_tool book_table").ParentSpanId);
        Assert.Equal(2000.0, root.GetTagItem(AgentTags.HeardSilenceMs));
        Assert.Equal(500.0, root.GetTagItem(AgentTags.EndpointingMs));
        Assert.Equal("caller", root.GetTagItem(AgentTags.TurnInitiator));
        Assert.Equal("openai", Single("realtime_inference gpt-realtime").GetTagItem(AgentTags.ProviderName));
        Assert.Equal(7, Single("realtime_inference gpt-realtime").GetTagItem(AgentTags.OutputTokens));
    }

    [Fact]
    public void TurnEnded_WithoutMarks_LeavesTheirSpansOut()
    {
        using (var tracer = Tracer())
        {
            tracer.TurnEnded(Answered() with { SpeechStartedAt = null, SpeechEndedAt = null, PlayoutStartedAt = null, PlayoutEndedAt = null, ResponseStartedAt = null });
        }

        Assert.Equal(["voice.session", "voice.turn"], _spans.Select(span => span.OperationName).Order());
        Assert.Null(Single("voice.turn").GetTagItem(AgentTags.HeardSilenceMs));
    }

    [Fact]
    public void TurnEnded_CaptureOff_HoldsNothingThatWasSaid()
    {
        using (var tracer = Tracer())
        {
            tracer.TurnEnded(Answered());
        }

        var values = _spans.SelectMany(span => span.TagObjects).Select(tag => tag.Value?.ToString() ?? "");
        Assert.DoesNotContain(values, value => value.Contains("secret", StringComparison.Ordinal));
    }

    public void Dispose() => _listener.Dispose();

    private TurnTracer Tracer()
    {
        var options = Options.Create(new RealtimeOptions { Endpoint = new Uri("wss://provider.test/v1/realtime"), ApiKey = "key" });
        return new TurnTracer(_clock, new OpenAIRealtimeProvider(options, new ProviderPlacement(options, TimeProvider.System), TimeProvider.System, NullLogger<OpenAIRealtimeProvider>.Instance), new CallIdentity(_callId, "room", "us-east", "restaurant", 1), new NetworkSamples(_clock));
    }

    private Activity Single(string name) => Assert.Single(_spans, span => span.OperationName == name);

    private static Turn Answered() => new()
    {
        Index = 2,
        Initiator = TurnInitiator.Caller,
        Outcome = TurnOutcome.Complete,
        StartedAt = TimeSpan.FromSeconds(10),
        EndedAt = TimeSpan.FromSeconds(17),
        SpeechStartedAt = TimeSpan.FromSeconds(10),
        SpeechEndedAt = TimeSpan.FromSeconds(11),
        CommittedAt = TimeSpan.FromSeconds(11.5),
        ResponseStartedAt = TimeSpan.FromSeconds(11.6),
        FirstAudioAt = TimeSpan.FromSeconds(12.9),
        ResponseEndedAt = TimeSpan.FromSeconds(13.6),
        PlayoutStartedAt = TimeSpan.FromSeconds(13),
        PlayoutEndedAt = TimeSpan.FromSeconds(16),
        ResponseId = "resp_1",
        UserText = "my secret",
        AgentText = "your secret",
        HeardText = "your secret",
        GeneratedMs = 3000,
        HeardMs = 3000,
        Usage = new RealtimeUsage(5, 7, 1, 2, 0),
        ToolCalls = [new TurnToolCall("call_1", "book_table", "{\"name\":\"secret\"}", TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(12.3), true)],
    };
}
