using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>The state of a call's media as log events, which belong to the call and not, like a metric, to the process.</summary>
internal sealed partial class MediaLog(ILoggerFactory loggers, CallIdentity call)
{
    public const string EventName = "edgevoice.call.media";

    // Of its own name, so that the console can leave them out.
    private readonly ILogger _logger = loggers.CreateLogger(typeof(MediaLog).FullName!);

    public void Write(MediaStats stats, double? lossPercent, TimeSpan? jitterBuffer)
    {
        KeyValuePair<string, object?>[] state =
        [
            .. call.Tags,
            new(AgentTags.CallerRttMs, stats.RoundTrip?.TotalMilliseconds),
            new(AgentTags.CallerJitterMs, stats.Jitter.TotalMilliseconds),
            new(AgentTags.CallerLossPercent, lossPercent),
            new(AgentTags.JitterBufferMs, jitterBuffer?.TotalMilliseconds),
        ];
        KeyValuePair<string, object?>[] known = [.. state.Where(field => field.Value is not null)];
        _logger.Log(LogLevel.Information, new EventId(0, EventName), known, null, (_, _) => "media");
    }

    /// <summary>No more figures of this track will come.</summary>
    public void Failed(Exception exception) => LogFailed(_logger, exception, call.CallId);

    [LoggerMessage(EventName = "MediaFiguresEnded", Level = LogLevel.Warning, Message = "Call {CallId}: the figures of the caller's media have ended")]
    private static partial void LogFailed(ILogger logger, Exception exception, string callId);
}
