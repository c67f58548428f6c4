using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Telemetry;

namespace EdgeVoice.Agent.Calls;

/// <summary>Runs one call for each job the worker was given.</summary>
internal sealed partial class CallHandler(CallServices services, RoomCloser closer, ILogger<CallHandler> logger) : IJobHandler
{
    public string? Identity(string room, string metadata) => $"agent-{CallMetadata.Parse(metadata).CallId ?? room}";

    public async Task RunAsync(AgentJob job, CancellationToken stop)
    {
        var metadata = CallMetadata.Parse(job.Metadata);
        var callId = metadata.CallId ?? job.RoomName;
        using var running = services.Running.Add(new RunningCall(callId, metadata.Generation, services.Region, job.RoomName));
        AgentMeter.SessionStarted();
        try
        {
            LogStarted(logger, callId);
            bool agentHungUp;
            await using (var session = await CallSession.StartAsync(services, job, callId, metadata, services.Personas.Find(metadata.Persona), stop).ConfigureAwait(false))
            {
                var (outcome, reason) = await session.RunAsync(stop).ConfigureAwait(false);
                LogEnded(logger, callId, outcome, reason);
                agentHungUp = session.CallerPresent;
            }

            if (agentHungUp)
            {
                await closer.CloseAsync(job.RoomName).ConfigureAwait(false);
            }
        }
        finally
        {
            AgentMeter.SessionEnded();
        }
    }

    [LoggerMessage(EventName = "CallStarted", Level = LogLevel.Information, Message = "Call {CallId} begins")]
    private static partial void LogStarted(ILogger logger, string callId);

    [LoggerMessage(EventName = "CallEnded", Level = LogLevel.Information, Message = "Call {CallId} ends: {Outcome} ({Reason})")]
    private static partial void LogEnded(ILogger logger, string callId, Turns.CallOutcome outcome, string reason);
}
