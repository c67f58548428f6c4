using System.Text.Json.Nodes;
using EdgeVoice.Dashboard.Resources;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Each region now: from the agents' gauges, the AppHost's resources when there are any, and the latest turns.</summary>
internal sealed class RegionReport(TelemetryStore store, ResourceWatch resources)
{
    private const int RecentTurns = 60;
    private const string RegionResource = "region-";
    private const string RegionTag = "edgevoice.region";

    // Agents export every second in development and every minute by OpenTelemetry's default.
    private const long FreshNs = 75L * 1_000_000_000;

    private static readonly string[] s_gauges = ["edgevoice.worker.slots", "edgevoice.worker.active", "edgevoice.worker.draining", "edgevoice.provider.ready", "edgevoice.provider.chosen", "edgevoice.provider.handshake"];

    public IEnumerable<object> Take(long now, Snapshot snapshot, Turn[] recent)
    {
        var gauges = store.Read(view => view.Metrics.All
            .Where(instrument => s_gauges.Contains(instrument.Key.Name))
            .SelectMany(instrument => instrument.Series.Select(series => new Gauge(instrument.Key.Name, series.Attributes, series.Points[^1])))
            .ToArray());
        var known = resources.All;
        var names = gauges.Select(gauge => gauge.Attributes.Text(RegionTag)).OfType<string>()
            .Concat(known.Select(Name).Where(name => name.StartsWith(RegionResource, StringComparison.Ordinal)).Select(name => name[RegionResource.Length..]))
            .Concat(recent.Select(turn => turn.Row.Region).OfType<string>())
            .Concat(snapshot.Turns.Where(turn => turn.InProgress).Select(turn => turn.Row.Region).OfType<string>())
            .Distinct()
            .Order(StringComparer.Ordinal);
        return names.Select(name => Region(name, now, [.. gauges.Where(gauge => gauge.Attributes.Text(RegionTag) == name)], known, [.. recent.Where(turn => turn.Row.Region == name).OrderBy(turn => turn.Reading.StartNs)]));
    }

    private static object Region(string name, long now, Gauge[] gauges, JsonObject[] resources, Turn[] turns)
    {
        var fresh = gauges.Where(gauge => now - gauge.Point.AtNs < FreshNs).ToArray();
        var lastSeen = gauges.Select(gauge => gauge.Point.AtNs).Concat(turns.Select(turn => turn.Reading.EndNs)).DefaultIfEmpty(0).Max();
        var draining = Sum(fresh, "edgevoice.worker.draining") > 0;
        var providers = Providers(fresh);
        var (health, reasons) = RegionHealth.Of(name, fresh.Length > 0, gauges.Length > 0 ? (now - lastSeen) / 1_000_000_000 : null, draining, providers, resources);
        return new
        {
            Name = name,
            Health = health,
            Reasons = reasons,
            Slots = Sum(fresh, "edgevoice.worker.slots"),
            ActiveCalls = Sum(fresh, "edgevoice.worker.active"),
            Draining = draining,
            Providers = providers,
            HeardSilence = Distribution.Of(turns.Select(turn => turn.Row.HeardSilenceMs)),
            Recent = turns.TakeLast(RecentTurns).Select(turn => new { At = turn.Row.StartedAt, Ms = turn.Row.HeardSilenceMs, turn.Row.SessionId, Turn = turn.Row.Index }),
            LastSeen = lastSeen > 0 ? Clock.Text(lastSeen) : null,
            Commands = resources.FirstOrDefault(resource => Name(resource) == RegionResource + name)?["commands"] ?? new JsonArray(),
        };
    }

    private static ProviderNow[] Providers(Gauge[] gauges) =>
    [
        .. gauges.Where(gauge => gauge.Attributes.Text("edgevoice.provider") is not null)
            .GroupBy(gauge => gauge.Attributes.Text("edgevoice.provider")!)
            .OrderBy(provider => provider.Key, StringComparer.Ordinal)
            .Select(provider => new ProviderNow(
                provider.Key,
                Latest(provider, "edgevoice.provider.ready") switch { > 0 => "ready", 0 => "failing", _ => "unknown" },
                Latest(provider, "edgevoice.provider.handshake") * 1000,
                Latest(provider, "edgevoice.provider.chosen") > 0)),
    ];

    private static double? Latest(IEnumerable<Gauge> gauges, string name) => gauges.Where(gauge => gauge.Name == name).MaxBy(gauge => gauge.Point.AtNs)?.Point.Value;

    private static double? Sum(Gauge[] gauges, string name) => gauges.Any(gauge => gauge.Name == name) ? gauges.Where(gauge => gauge.Name == name).Sum(gauge => gauge.Point.Value ?? 0) : null;

    private static string Name(JsonObject resource) => resource["name"]?.GetValue<string>() ?? "";

    private sealed record Gauge(string Name, Attributes Attributes, MetricPoint Point);
}
