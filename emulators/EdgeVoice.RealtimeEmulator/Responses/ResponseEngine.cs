using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Configuration;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Scripts;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Starts, cancels and ends responses: one at a time in the conversation, some more beside it. Guarded by the gate.</summary>
internal sealed class ResponseEngine(RealtimeSession session, SessionServices services)
{
    private const int MostOutOfBand = 8;

    private readonly ResponseStreamer _streamer = new(session, services);
    private readonly ScriptPlayer _scripts = new(session, services.Loggers.CreateLogger<ScriptPlayer>());
    private readonly RateLimits _limits = new();
    private readonly UsageMeter _usage = new(session);
    private readonly List<ResponseRun> _outOfBand = [];
    private readonly Queue<Action> _afterDone = [];

    public ResponseRun? Active { get; private set; }

    /// <summary>A response that nobody but the turn detection asked for: its errors have no client event.</summary>
    public void CreateForTurn()
    {
        try
        {
            Start(ResponseRequest.ForTurn(session));
        }
        catch (RealtimeException error)
        {
            session.EmitError(error, null);
        }
    }

    public void Create(JsonElement? response) => Start(ResponseRequest.Read(session, response));

    public void Cancel(string? responseId)
    {
        var run = responseId is null ? Active : _outOfBand.Append(Active).FirstOrDefault(candidate => candidate?.Id == responseId);
        if (run is null)
        {
            throw FaultErrors.CancelNotActive();
        }

        CancelRun(run, ResponseStatus.ClientCancelled);
    }

    public void CancelForTurn()
    {
        if (Active is { } run)
        {
            CancelRun(run, ResponseStatus.TurnDetected);
        }
    }

    public void AfterNextDone(Action action) => _afterDone.Enqueue(action);

    public void Finish(ResponseRun run, string status, JsonObject? details)
    {
        if (run.IsFinished)
        {
            return;
        }

        run.CloseItem?.Invoke(status == ResponseStatus.Completed ? ResponseStatus.Completed : ResponseStatus.Incomplete);
        run.Finish(status, details);
        if (Active == run)
        {
            Active = null;
        }

        _outOfBand.Remove(run);
        var usage = _usage.Measure(run);
        session.Emit(ServerEventTypes.ResponseDone, ("response", run.ToJson(usage)));
        SendRateLimits(RateLimitsPosition.End, (int)usage["total_tokens"]!);
        session.Input.ResponseDone(run.AudioMs);
        session.Faults.Reach();
        if (status == ResponseStatus.Completed && session.Faults.Take(FaultKinds.LateCancel) is { } late)
        {
            session.After(TimeSpan.FromMilliseconds(late.DurationMs ?? 50), () => SendCancelledAgain(run));
        }

        while (_afterDone.TryDequeue(out var action))
        {
            action();
        }
    }

    /// <summary>A scripted response has sent what it had, its end included or not.</summary>
    public void Leave(ResponseRun run)
    {
        if (Active == run)
        {
            Active = null;
            run.Finish(ResponseStatus.Completed, null);
            session.Input.ResponseDone(run.AudioMs);
            session.Faults.Reach();
        }
    }

    private void Start(ResponseRequest request)
    {
        if (session.Faults.Take(FaultKinds.NoResponse) is not null)
        {
            return;
        }

        session.Faults.RefuseIfPlanned("");
        if (request.InConversation && Active is { } active)
        {
            throw FaultErrors.ActiveResponse(active.Id);
        }

        if (!request.InConversation && _outOfBand.Count >= MostOutOfBand)
        {
            throw new RealtimeException(ErrorCodes.RateLimitExceeded, $"No more than {MostOutOfBand} out-of-band responses can run at once.");
        }

        var run = new ResponseRun(session.Ids.Next("resp"), session.Conversation.Id, request, ResponseFaults.Take(session.Faults));
        if (request.InConversation)
        {
            Active = run;
        }
        else
        {
            _outOfBand.Add(run);
        }

        if (request.InConversation && session.Script.TakeResponse() is { } scripted)
        {
            _scripts.Start(run, scripted);
            return;
        }

        session.Emit(ServerEventTypes.ResponseCreated, ("response", run.ToJson(usage: null)));
        SendRateLimits(RateLimitsPosition.Start, 0);
        _streamer.Start(run, ResponsePlanner.Plan(session, request));
    }

    private void CancelRun(ResponseRun run, string reason)
    {
        Finish(run, ResponseStatus.Cancelled, ResponseStatus.Because(ResponseStatus.Cancelled, reason));
        if (session.Faults.Take(FaultKinds.DuplicateCancel) is not null)
        {
            session.Emit(ServerEventTypes.ResponseDone, ("response", run.ToJson(_usage.Measure(run))));
            session.EmitError(FaultErrors.CancelNotActive(), null);
        }
    }

    private void SendCancelledAgain(ResponseRun run)
    {
        run.Finish(ResponseStatus.Cancelled, ResponseStatus.Because(ResponseStatus.Cancelled, ResponseStatus.TurnDetected));
        session.Emit(ServerEventTypes.ResponseDone, ("response", run.ToJson(_usage.Measure(run))));
    }

    private void SendRateLimits(RateLimitsPosition position, int tokens)
    {
        if (services.Options.RateLimits == position)
        {
            session.Emit(ServerEventTypes.RateLimitsUpdated, ("rate_limits", _limits.Use(tokens)));
        }
    }
}
