using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>State of a call's media at one moment, as the agent measured it (log event <c>edgevoice.call.media</c>).</summary>
internal sealed record MediaSample(long AtNs, double? CallerRttMs, double? CallerJitterMs, double? CallerLossPercent, double? JitterBufferMs, double? PlayoutBufferMs)
{
    public const string EventName = "edgevoice.call.media";

    private const string CallerRtt = "edgevoice.network.caller_rtt_ms";
    private const string CallerJitter = "edgevoice.network.caller_jitter_ms";
    private const string CallerLoss = "edgevoice.network.caller_loss_percent";
    private const string JitterBuffer = "edgevoice.media.jitter_buffer_ms";
    private const string PlayoutBuffer = "edgevoice.media.playout_buffer_ms";

    public static MediaSample Read(LogRecord record) => new(
        record.AtNs,
        record.Attributes.Number(CallerRtt),
        record.Attributes.Number(CallerJitter),
        record.Attributes.Number(CallerLoss),
        record.Attributes.Number(JitterBuffer),
        record.Attributes.Number(PlayoutBuffer));

    /// <summary>The event again, for export.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Attributes => new (string Key, double? Value)[]
    {
        (CallerRtt, CallerRttMs), (CallerJitter, CallerJitterMs), (CallerLoss, CallerLossPercent), (JitterBuffer, JitterBufferMs), (PlayoutBuffer, PlayoutBufferMs),
    }.Where(figure => figure.Value is not null).Select(figure => KeyValuePair.Create(figure.Key, (object?)figure.Value));
}
