using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>The trace of a turn. All traces, and the way to find one, are Aspire's.</summary>
internal sealed class TracesApi(TelemetryStore store, SpanRows spans)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/traces/{id}", Get);

    private IResult Get(string id)
    {
        // A trace grows while it is read, so that what is shown of it is taken under the lock.
        var found = store.Read(view => view.Traces.Find(id.ToLowerInvariant()) is { } trace
            ? (trace.TraceId, trace.Root.Name, trace.StartNs, trace.EndNs, trace.Errors, trace.SessionId, Turn: trace.Turn > 0 ? trace.Turn : (int?)null, Spans: trace.Spans.ToArray())
            : default);
        return found.Spans is null ? Problems.NotFound("trace", id) : Results.Json(
            new TraceDetail(
                found.TraceId,
                found.Name,
                [.. found.Spans.Select(span => span.Resource.Name).Distinct()],
                Clock.Text(found.StartNs),
                Clock.Ms(found.EndNs - found.StartNs),
                found.Spans.Length,
                found.Errors,
                found.SessionId,
                found.Turn,
                spans.Of(found.Spans)),
            ApiJson.Options);
    }
}
