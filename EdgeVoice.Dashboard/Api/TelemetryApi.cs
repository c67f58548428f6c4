using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Aspire's own telemetry API, so that what reads its dashboard reads this one.</summary>
internal sealed class TelemetryApi(TelemetryStore store, ContentGuard guard, ChangeFeed feed)
{
    private const int DefaultTraces = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/telemetry/resources", Resources);
        routes.MapGet("/api/telemetry/traces", (HttpContext context) => Spans(context, wholeTraces: true));
        routes.MapGet("/api/telemetry/traces/{id}", Trace);
        routes.MapGet("/api/telemetry/spans", (HttpContext context) => Spans(context, wholeTraces: false));
        routes.MapGet("/api/telemetry/logs", Logs);
    }

    private OtlpWriter Writer => new(key => guard.Shows || !ContentGuard.IsContent(key));

    private IResult Resources()
    {
        var found = store.Read(view => (
            Traces: view.Traces.All.SelectMany(trace => trace.Spans).Select(span => span.Resource).Distinct().ToArray(),
            Logs: view.Logs.All.Select(record => record.Resource).Distinct().ToArray(),
            Metrics: view.Metrics.All.Select(instrument => instrument.Key.Resource).Distinct().ToArray()));
        return Results.Json(
            found.Traces.Concat(found.Logs).Concat(found.Metrics).Distinct().OrderBy(resource => resource.Name, StringComparer.Ordinal).Select(resource => new
            {
                resource.Name,
                resource.InstanceId,
                DisplayName = resource.Name,
                HasLogs = found.Logs.Contains(resource),
                HasTraces = found.Traces.Contains(resource),
                HasMetrics = found.Metrics.Contains(resource),
            }),
            ApiJson.Options);
    }

    private IResult Trace(string id)
    {
        var spans = store.Read(view => view.Traces.Find(id.ToLowerInvariant())?.Spans.ToArray());
        return spans is null ? Problems.NotFound("trace", id) : Answer(OtlpJson.Format(Writer.Write(spans)), spans.Length, spans.Length);
    }

    private IResult Spans(HttpContext context, bool wholeTraces)
    {
        var query = new Query(context.Request);
        var (resources, trace, search, errors) = (query.List("resource"), query.Text("traceId"), query.Text("search"), query.Flag("hasError"));
        var (limit, follow) = (query.Whole("limit", DefaultTraces, 1, 10_000), query.Flag("follow") == true);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var matched = store.Read(view =>
        {
            var traces = trace is null ? view.Traces.All : view.Traces.Find(trace) is { } one ? [one] : [];
            return traces.OrderBy(found => found.StartNs)
                .Where(found => !wholeTraces || found.Spans.Exists(Matches))
                .Select(found => wholeTraces ? found.Spans.ToArray() : [.. found.Spans.Where(Matches)])
                .Where(spans => spans.Length > 0)
                .ToArray();
        });
        Span[] shown = wholeTraces ? [.. matched.TakeLast(limit).SelectMany(spans => spans)] : [.. matched.SelectMany(spans => spans).TakeLast(limit)];
        return follow
            ? Ndjson.Stream(context, FollowSpansAsync(shown, Matches, context.RequestAborted))
            : Answer(OtlpJson.Format(Writer.Write(shown)), wholeTraces ? matched.Length : matched.Sum(spans => spans.Length), wholeTraces ? Math.Min(matched.Length, limit) : shown.Length);

        bool Matches(Span span) => (resources.Length == 0 || resources.Contains(span.Resource.Name))
            && (errors is null || span.Status == "error" == errors)
            && (search is null || span.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || guard.Contains(span.Attributes, search));
    }

    private IResult Logs(HttpContext context)
    {
        var query = new Query(context.Request);
        var filter = LogFilter.Read(query, guard);
        var (limit, follow) = (query.Whole("limit", DefaultTraces, 1, 10_000), query.Flag("follow") == true);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var matched = store.Read(view => view.Logs.All.ToArray()).Where(filter.Matches).ToArray();
        var shown = matched.TakeLast(limit).ToArray();
        return follow
            ? Ndjson.Stream(context, FollowLogsAsync(shown, filter, context.RequestAborted))
            : Answer(OtlpJson.Format(Writer.Write(shown)), matched.Length, shown.Length);
    }

    private async IAsyncEnumerable<object?> FollowSpansAsync(Span[] first, Func<Span, bool> matches, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return JsonNode.Parse(OtlpJson.Format(Writer.Write(first)));
        await foreach (var change in feed.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            var fresh = change?.Spans.Where(matches).ToArray() ?? [];
            yield return fresh.Length == 0 ? null : JsonNode.Parse(OtlpJson.Format(Writer.Write(fresh)));
        }
    }

    private async IAsyncEnumerable<object?> FollowLogsAsync(LogRecord[] first, LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return JsonNode.Parse(OtlpJson.Format(Writer.Write(first)));
        await foreach (var change in feed.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            var fresh = change?.Logs.Where(filter.Matches).ToArray() ?? [];
            yield return fresh.Length == 0 ? null : JsonNode.Parse(OtlpJson.Format(Writer.Write(fresh)));
        }
    }

    private static IResult Answer(string otlp, int total, int returned) =>
        Results.Text($$"""{"data":{{otlp}},"totalCount":{{total}},"returnedCount":{{returned}}}""", "application/json");
}
