namespace EdgeVoice.Dashboard.Turns;

/// <summary>State of a call's media at one moment, as the agent measured it (log event <c>edgevoice.call.media</c>).</summary>
internal sealed record MediaSample(long AtNs, double? CallerRttMs, double? CallerJitterMs, double? CallerLossPercent, double? JitterBufferMs, double? PlayoutBufferMs)
{
    public const string EventName = "edgevoice.call.media";
}
