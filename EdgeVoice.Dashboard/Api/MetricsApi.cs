using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

internal sealed class MetricsApi(TelemetryStore store, ContentGuard guard)
{
    private const int MaxSeries = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/metrics", List);
        routes.MapGet("/api/metrics/{name}", Get);
    }

    private IResult List(HttpContext context)
    {
        var query = new Query(context.Request);
        var (limit, offset, resources, search) = (query.Limit(), query.Offset(), query.List("resource"), query.Text("search"));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var rows = store.Read(view => view.Metrics.All
            .Where(instrument => (resources.Length == 0 || resources.Contains(instrument.Key.Resource.Name)) && (search is null || instrument.Key.Name.Contains(search, StringComparison.OrdinalIgnoreCase)))
            .Select(Show)
            .ToArray());
        return Results.Json(Paging.Of([.. rows.OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Resource, StringComparer.Ordinal)], offset, limit, row => row), ApiJson.Options);
    }

    private IResult Get(HttpContext context, string name)
    {
        var query = new Query(context.Request);
        var (resource, meter, from, to) = (query.Text("resource"), query.Text("meter"), query.Instant("from") ?? 0, query.Instant("to") ?? long.MaxValue);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var found = store.Read(view =>
        {
            var instrument = view.Metrics.All.FirstOrDefault(known => known.Key.Name == name && (resource is null || known.Key.Resource.Name == resource) && (meter is null || known.Key.Meter == meter));
            return instrument is null ? default : (
                Row: Show(instrument),
                Series: instrument.Series.Take(MaxSeries).Select(series => (series.Attributes, Points: series.Points.Where(point => point.AtNs >= from && point.AtNs <= to).ToArray(), Exemplars: Exemplars(view, series, from, to))).ToArray());
        });
        if (found.Row is null)
        {
            return Problems.NotFound("metric", name);
        }

        return Results.Json(new InstrumentDetail(found.Row, [.. found.Series.Select(series => new
        {
            Attributes = guard.Show(series.Attributes),
            Points = MetricPoints.Show(series.Points),
            Buckets = MetricPoints.Buckets(series.Points),
            series.Exemplars,
        })]), ApiJson.Options);
    }

    private static object[] Exemplars(StoreView view, MetricSeries series, long from, long to) =>
    [
        .. series.Exemplars.Where(exemplar => exemplar.AtNs >= from && exemplar.AtNs <= to).Select(exemplar =>
        {
            var trace = view.Traces.Find(exemplar.TraceId);
            return new { At = Clock.Text(exemplar.AtNs), exemplar.Value, exemplar.TraceId, exemplar.SpanId, trace?.SessionId, Turn = trace is { Turn: > 0 } ? trace.Turn : (int?)null };
        }),
    ];

    private static InstrumentRow Show(MetricInstrument instrument) => new(
        instrument.Key.Resource.Name,
        instrument.Key.Meter,
        instrument.Key.Name,
        instrument.Key.Unit,
        instrument.Key.Description,
        instrument.Key.Kind,
        instrument.Series.Count,
        instrument.Latest is { } latest ? latest.Value ?? (latest.Count > 0 ? latest.Sum / latest.Count : null) : null);
}
