using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Telemetry;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>Runs one call for each job the worker was given.</summary>
internal sealed partial class CallHandler(CallServices services, RunningCalls calls, RoomCloser closer, ILogger<CallHandler> logger) : IJobHandler
{
    // Three seconds for the turn, five for the caller to leave, and some to leave the room.
    private static readonly TimeSpan s_handOverLimit = TimeSpan.FromSeconds(10);

    // One per call: LiveKit itself puts an older agent of the call out of the room.
    public string? Identity(string room, string metadata) => $"agent-{CallMetadata.Parse(metadata).CallId ?? room}";

    public TimeSpan HandOver()
    {
        calls.HandOverAll();
        return s_handOverLimit;
    }

    public async Task RunAsync(AgentJob job, CancellationToken stop)
    {
        var metadata = CallMetadata.Parse(job.Metadata);
        var callId = metadata.CallId ?? job.RoomName;
        using var running = calls.Add(new RunningCall(callId, metadata.Generation, services.Region, job.RoomName));
        AgentMeter.SessionStarted();
        try
        {
            // Before the room is joined: LiveKit would put the agent out that holds the call.
            var beginning = CallBeginning.PrepareAsync(services, metadata, running.Call, stop);
            if (await services.Fence.TakeAsync(running.Call, stop).ConfigureAwait(false) == FenceState.Lost)
            {
                LogNotOurs(logger, callId, metadata.Generation);
                return;
            }

            LogStarted(logger, callId, metadata.Generation);
            if (await ConverseAsync(job, running, beginning, stop).ConfigureAwait(false))
            {
                await closer.CloseAsync(job.RoomName).ConfigureAwait(false);
            }
        }
        finally
        {
            AgentMeter.SessionEnded();
        }
    }

    /// <returns>Whether the call is over, so that its room, and with it its slot, need not wait for LiveKit's departure timeout.</returns>
    private async Task<bool> ConverseAsync(AgentJob job, RunningCalls.Handle running, Task<CallBeginning> beginning, CancellationToken stop)
    {
        await using var session = await CallSession.StartAsync(services, job, beginning, stop).ConfigureAwait(false);
        running.Listen(session.OnSuperseded, session.OnHandOver);
        var (outcome, reason) = await session.RunAsync(stop).ConfigureAwait(false);
        LogEnded(logger, running.Call.CallId, outcome, reason);
        return outcome is not (CallOutcome.Superseded or CallOutcome.HandedOver or CallOutcome.RoomClosed);
    }

    [LoggerMessage(EventName = "CallStarted", Level = LogLevel.Information, Message = "Call {CallId} begins, generation {Generation}")]
    private static partial void LogStarted(ILogger logger, string callId, int generation);

    [LoggerMessage(EventName = "CallEnded", Level = LogLevel.Information, Message = "Call {CallId} ends: {Outcome} ({Reason})")]
    private static partial void LogEnded(ILogger logger, string callId, CallOutcome outcome, string reason);

    [LoggerMessage(EventName = "CallNotOurs", Level = LogLevel.Warning, Message = "Call {CallId} is held by another agent: generation {Generation} does not speak")]
    private static partial void LogNotOurs(ILogger logger, string callId, int generation);
}
