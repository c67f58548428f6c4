using System.Diagnostics;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>
/// Each turn as a trace of its own, linked to the call's span: a call of an hour is not one trace that nobody can see
/// until it ends. Spans are made when the turn has ended, from its marks; a mark that is missing leaves its span out.
/// </summary>
internal sealed class TurnTracer : IDisposable
{
    private readonly CallClock _clock;
    private readonly IRealtimeProvider _provider;
    private readonly KeyValuePair<string, object?>[] _common;
    private readonly Activity? _session;
    private readonly bool _captureContent = ContentCapture.Enabled;
    private readonly NetworkSamples _network;
    private int _spans;

    public TurnTracer(CallClock clock, IRealtimeProvider provider, CallIdentity call, NetworkSamples network)
    {
        _clock = clock;
        _provider = provider;
        _network = network;
        _common = call.Tags;
        _session = AgentActivitySource.Instance.StartActivity("voice.session", ActivityKind.Server, default(ActivityContext), _common, startTime: clock.StartedAt);
    }

    /// <summary>Where the call's present session is; null when there has been none.</summary>
    public Func<ProviderEndpoint?> Endpoint { get; init; } = () => null;

    public void TurnEnded(Turn turn)
    {
        Measure(turn);
        _spans = 0;
        var links = _session is null ? null : new[] { new ActivityLink(_session.Context) };
        using var root = Start("voice.turn", ActivityKind.Internal, default, turn.StartedAt, links);
        if (root is null)
        {
            return;
        }

        root.SetTag(AgentTags.TurnIndex, turn.Index);
        root.SetTag(AgentTags.TurnInitiator, Wire.Name(turn.Initiator));
        root.SetTag(AgentTags.TurnOutcome, Wire.Name(turn.Outcome));
        if (turn.FailureReason is { } failure)
        {
            root.SetTag(AgentTags.TurnFailures, turn.Failures);
            root.SetTag(AgentTags.TurnFailureReason, failure);
        }

        root.SetTag(AgentTags.GeneratedMs, turn.GeneratedMs);
        root.SetTag(AgentTags.HeardMs, turn.HeardMs);
        SetMs(root, AgentTags.HeardSilenceMs, turn.HeardSilence);
        SetMs(root, AgentTags.EndpointingMs, turn.Endpointing);
        SetMs(root, AgentTags.FirstAudioMs, turn.FirstAudio);
        SetMs(root, AgentTags.BargeInStopMs, turn.BargeInStop);
        if (_captureContent)
        {
            root.SetTag(AgentTags.UserText, turn.UserText);
            root.SetTag(AgentTags.AgentText, turn.AgentText);
            root.SetTag(AgentTags.HeardText, turn.HeardText);
        }

        _network.Tag(root, turn);
        AddLoneMarks(root, turn);
        Span("voice.user_speech", root, turn.SpeechStartedAt, turn.SpeechEndedAt);
        Span("voice.endpointing", root, turn.SpeechEndedAt, turn.CommittedAt);
        TraceResponse(turn, root);
        if (turn.Spoken.Count == 0)
        {
            Span("voice.agent_speech", root, turn.PlayoutStartedAt, turn.PlayoutEndedAt);
        }

        foreach (var piece in turn.Spoken)
        {
            Span("voice.agent_speech", root, piece.From, piece.To);
        }

        // So that whoever receives them knows when one was lost on the way.
        root.SetTag(AgentTags.TurnSpans, _spans);
        root.SetEndTime((_clock.StartedAt + turn.EndedAt).UtcDateTime);
    }

    /// <summary>How the call ended, in the journal's words.</summary>
    public void CallEnded(string outcome) => _session?.SetTag(AgentTags.CallOutcome, outcome);

    public void Dispose() => _session?.Dispose();

    /// <summary>A phase whose other end is not known has no span; the end that is known is an event.</summary>
    private void AddLoneMarks(Activity root, Turn turn)
    {
        Lone("speech_started", turn.SpeechStartedAt, turn.SpeechEndedAt);
        Lone("speech_ended", turn.SpeechEndedAt, turn.CommittedAt);
        Lone("committed", turn.CommittedAt, turn.SpeechEndedAt);
        Lone("playout_started", turn.PlayoutStartedAt, turn.PlayoutEndedAt);

        void Lone(string name, TimeSpan? mark, TimeSpan? other)
        {
            if (mark is { } at && other is null)
            {
                root.AddEvent(new ActivityEvent(name, _clock.StartedAt + at));
            }
        }
    }

    private void TraceResponse(Turn turn, Activity root)
    {
        if (turn.ResponseStartedAt is not { } started)
        {
            return;
        }

        using var response = Start($"realtime_inference {_provider.Model}", ActivityKind.Client, root.Context, started, null);
        if (response is null)
        {
            return;
        }

        response.SetTag(AgentTags.OperationName, "realtime_inference");
        response.SetTag(AgentTags.ProviderName, _provider.Name);
        response.SetTag(AgentTags.RequestModel, _provider.Model);
        response.SetTag(AgentTags.ResponseId, turn.ResponseId);
        response.SetTag(AgentTags.OutputType, "speech");
        response.SetTag(AgentTags.InputTokens, turn.Usage.InputTokens);
        response.SetTag(AgentTags.OutputTokens, turn.Usage.OutputTokens);
        response.SetTag(AgentTags.InputAudioTokens, turn.Usage.InputAudioTokens);
        response.SetTag(AgentTags.OutputAudioTokens, turn.Usage.OutputAudioTokens);
        response.SetTag(AgentTags.CachedTokens, turn.Usage.CachedTokens);
        var endpoint = Endpoint() ?? _provider.Endpoint;
        response.SetTag(AgentTags.ProviderEndpoint, endpoint.Name);
        response.SetTag(AgentTags.ServerAddress, endpoint.Url.Host);
        response.SetTag(AgentTags.ServerPort, endpoint.Url.Port);
        if (turn.FirstAudioAt is { } first)
        {
            response.AddEvent(new ActivityEvent("first_audio", _clock.StartedAt + first));
        }

        if (turn.Outcome == TurnOutcome.ModelError)
        {
            response.SetTag(AgentTags.ErrorType, turn.FailureReason ?? "model_error");
            response.SetStatus(ActivityStatusCode.Error);
        }

        foreach (var call in turn.ToolCalls)
        {
            using var tool = Start($"execute_tool {call.Name}", ActivityKind.Internal, response.Context, call.StartedAt, null);
            tool?.SetTag(AgentTags.OperationName, "execute_tool");
            tool?.SetTag(AgentTags.ToolName, call.Name);
            tool?.SetTag(AgentTags.ToolCallId, call.CallId);
            tool?.SetStatus(call.Ok == false ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            tool?.SetEndTime((_clock.StartedAt + (call.EndedAt ?? turn.EndedAt)).UtcDateTime);
        }

        response.SetEndTime((_clock.StartedAt + (turn.ResponseEndedAt ?? turn.EndedAt)).UtcDateTime);
    }

    private void Span(string name, Activity parent, TimeSpan? from, TimeSpan? to)
    {
        if (from is { } start && to is { } end)
        {
            using var span = Start(name, ActivityKind.Internal, parent.Context, start, null);
            span?.SetEndTime((_clock.StartedAt + end).UtcDateTime);
        }
    }

    private Activity? Start(string name, ActivityKind kind, ActivityContext parent, TimeSpan at, IEnumerable<ActivityLink>? links)
    {
        // A default parent would be taken from the current activity: a turn is the root of its trace.
        Activity.Current = null;
        var activity = AgentActivitySource.Instance.StartActivity(name, kind, parent, _common, links, _clock.StartedAt + at);
        _spans += activity is null ? 0 : 1;
        return activity;
    }

    private static void Measure(Turn turn)
    {
        Record(AgentMeter.HeardSilence, turn.HeardSilence);
        Record(AgentMeter.Endpointing, turn.Endpointing);
        Record(AgentMeter.FirstAudio, turn.FirstAudio);
        Record(AgentMeter.BargeInStop, turn.BargeInStop);
    }

    private static void Record(System.Diagnostics.Metrics.Histogram<double> histogram, TimeSpan? value)
    {
        if (value is { } known)
        {
            histogram.Record(known.TotalSeconds);
        }
    }

    private static void SetMs(Activity activity, string name, TimeSpan? value)
    {
        if (value is { } known)
        {
            activity.SetTag(name, Math.Round(known.TotalMilliseconds, 1));
        }
    }
}
