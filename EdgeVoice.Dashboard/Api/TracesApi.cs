using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

internal sealed class TracesApi(TelemetryStore store, ContentGuard guard, SpanRows spans, LogRows logs)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/traces", List).WithMetadata(WhileLoading.Partly);
        routes.MapGet("/api/traces/{id}", Get);
    }

    private IResult List(HttpContext context)
    {
        var query = new Query(context.Request);
        var (limit, offset) = (query.Limit(), query.Offset());
        var (resources, search, attribute) = (query.List("resource"), query.Text("search"), query.Pair("attribute"));
        var (least, errors, from, to, session) = (query.Number("minDuration"), query.Flag("errors"), query.Instant("from"), query.Instant("to"), query.Text("session"));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        // Traces grow while they are read, so they are matched under the lock; only what is shown is made into rows.
        var page = store.Read(view =>
        {
            var matched = view.Traces.All.Where(Matches).OrderByDescending(trace => trace.StartNs).ToArray();
            return Paging.Of(matched, offset, limit, Show);
        });
        return Results.Json(page, ApiJson.Options);

        bool Matches(TraceRecord trace) =>
            (resources.Length == 0 || trace.Spans.Exists(span => resources.Contains(span.Resource.Name)))
            && (least is null || Clock.Ms(trace.EndNs - trace.StartNs) >= least)
            && (errors is null || trace.Errors > 0 == errors)
            && (from is null || trace.StartNs >= from)
            && (to is null || trace.StartNs <= to)
            && (session is null || trace.SessionId == session)
            && (attribute is not { } wanted || ((guard.Shows || !ContentGuard.IsContent(wanted.Key)) && trace.Spans.Exists(span => span.Attributes.Text(wanted.Key) == wanted.Value)))
            && (search is null || trace.TraceId == search || trace.Spans.Exists(span => span.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || guard.Contains(span.Attributes, search)));
    }

    private IResult Get(string id)
    {
        var found = store.Read(view => view.Traces.Find(id.ToLowerInvariant()) is { } trace
            ? (Row: Show(trace), Spans: trace.Spans.ToArray(), trace.SessionId, Logs: view.Logs.All.Where(record => record.TraceId == trace.TraceId).ToArray())
            : default);
        return found.Row is null
            ? Problems.NotFound("trace", id)
            : Results.Json(new TraceDetail(found.Row, spans.Of(found.Spans), [.. found.Logs.Select(record => logs.Show(record, found.SessionId))]), ApiJson.Options);
    }

    private static TraceRow Show(TraceRecord trace)
    {
        var root = trace.Root;
        return new TraceRow(
            trace.TraceId,
            root.Name,
            root.Resource.Name,
            [.. trace.Spans.Select(span => span.Resource.Name).Distinct()],
            Clock.Text(trace.StartNs),
            Clock.Ms(trace.EndNs - trace.StartNs),
            trace.Spans.Count,
            trace.Errors,
            trace.SessionId,
            trace.Turn > 0 ? trace.Turn : null);
    }
}
