using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Each region now: from the agents' gauges and the latest turns. What is fresh is judged by when it came, never by what a sender's clock says.</summary>
internal sealed class RegionReport(GaugeBoard board)
{
    private const int RecentTurns = 60;
    private const string RegionTag = "edgevoice.region";

    // Agents export every second in development and every minute by OpenTelemetry's default.
    private const long FreshNs = 75L * 1_000_000_000;

    public IEnumerable<object> Take(long now, Snapshot snapshot, Turn[] recent)
    {
        var gauges = board.All;
        var names = gauges.Select(gauge => gauge.Attributes.Text(RegionTag)).OfType<string>()
            .Concat(recent.Select(turn => turn.Row.Region).OfType<string>())
            .Concat(snapshot.Turns.Where(turn => turn.InProgress).Select(turn => turn.Row.Region).OfType<string>())
            .Distinct()
            .Order(StringComparer.Ordinal);
        return names.Select(name => Region(name, now, [.. gauges.Where(gauge => gauge.Attributes.Text(RegionTag) == name)], [.. recent.Where(turn => turn.Row.Region == name).OrderBy(turn => turn.Reading.ReceivedNs)]));
    }

    private static object Region(string name, long now, Gauge[] gauges, Turn[] turns)
    {
        var fresh = gauges.Where(gauge => now - gauge.ReceivedNs < FreshNs).ToArray();
        var lastSeen = gauges.Select(gauge => gauge.ReceivedNs).Concat(turns.Select(turn => turn.Reading.ReceivedNs)).DefaultIfEmpty(0).Max();
        var draining = Sum(fresh, GaugeBoard.Draining) > 0;
        var providers = Providers(fresh);
        var (health, reasons) = RegionHealth.Of(fresh.Length > 0, gauges.Length > 0 ? (now - lastSeen) / 1_000_000_000 : null, draining, providers);
        return new
        {
            Name = name,
            Health = health,
            Reasons = reasons,
            Slots = Sum(fresh, GaugeBoard.Slots),
            ActiveCalls = Sum(fresh, GaugeBoard.Active),
            Draining = draining,
            Providers = providers,
            HeardSilence = Distribution.Of(turns.Select(turn => turn.Row.HeardSilenceMs)),
            Recent = turns.TakeLast(RecentTurns).Select(turn => new { At = Clock.Text(turn.Reading.ReceivedNs), Ms = turn.Row.HeardSilenceMs, turn.Row.SessionId, Turn = turn.Row.Index }),
            LastSeen = lastSeen > 0 ? Clock.Text(lastSeen) : null,
            Clock = ClockOffset.Of(fresh),
        };
    }

    private static ProviderNow[] Providers(Gauge[] gauges) =>
    [
        .. gauges.Where(gauge => gauge.Attributes.Text("edgevoice.provider") is not null)
            .GroupBy(gauge => gauge.Attributes.Text("edgevoice.provider")!)
            .OrderBy(provider => provider.Key, StringComparer.Ordinal)
            .Select(provider => new ProviderNow(
                provider.Key,
                Latest(provider, GaugeBoard.ProviderReady) switch { > 0 => "ready", 0 => "failing", _ => "unknown" },
                Latest(provider, GaugeBoard.ProviderHandshake) * 1000,
                Latest(provider, GaugeBoard.ProviderChosen) > 0)),
    ];

    private static double? Latest(IEnumerable<Gauge> gauges, string name) => gauges.Where(gauge => gauge.Name == name).MaxBy(gauge => gauge.ReceivedNs)?.Value;

    private static double? Sum(Gauge[] gauges, string name) => gauges.Any(gauge => gauge.Name == name) ? gauges.Where(gauge => gauge.Name == name).Sum(gauge => gauge.Value) : null;
}
