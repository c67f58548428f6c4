using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>A sender whose clock is not this machine's: its turns bear other times, and are as live as any.</summary>
/// <param name="OffsetMs">Negative: it is behind.</param>
internal sealed record ClockOffset(string Sender, double OffsetMs)
{
    // More than an export that was tried again needs, and less than what spoils tokens and figures between machines.
    private const double LeastMs = 5_000;

    /// <summary>The one that is furthest off; null when all agree.</summary>
    public static ClockOffset? Of(IEnumerable<Gauge> gauges) => gauges
        .GroupBy(gauge => gauge.Sender)
        // What was held up on its way looks older than it is, so the sender's soonest tells most.
        .Select(sender => new ClockOffset(sender.Key, Clock.Ms(sender.Max(gauge => gauge.AtNs - gauge.ReceivedNs))))
        .Where(offset => Math.Abs(offset.OffsetMs) >= LeastMs)
        .MaxBy(offset => Math.Abs(offset.OffsetMs));
}
