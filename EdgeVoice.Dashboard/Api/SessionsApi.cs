using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

internal sealed class SessionsApi(TelemetryStore store, AudioStore audio, SessionDetails details)
{
    private static readonly string[] s_orders = ["time", "silence", "turns"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/sessions", List).WithMetadata(WhileLoading.Partly);
        routes.MapGet("/api/sessions/{id}", (string id) => details.Find(id) is { } found ? Results.Json(found, ApiJson.Options) : Problems.NotFound("session", id));
    }

    private IResult List(HttpContext context)
    {
        var query = new Query(context.Request);
        var (limit, offset, order) = (query.Limit(), query.Offset(), query.OneOf("sort", "time", s_orders));
        var (regions, personas, from, to) = (query.List("region"), query.List("persona"), query.Instant("from"), query.Instant("to"));
        var (search, inProgress) = (query.Text("search"), query.Flag("inProgress"));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var rows = store.Read(view => view.Sessions.All.Select(session => (session.StartNs, Row: session.Row(audio.Has(session.Id)))).ToArray())
            .Where(session => (regions.Length == 0 || session.Row.Regions.Any(regions.Contains))
                && (personas.Length == 0 || personas.Contains(session.Row.Persona))
                && (from is null || session.StartNs >= from)
                && (to is null || session.StartNs <= to)
                && (inProgress is null || session.Row.InProgress == inProgress)
                && (search is null || session.Row.Id.Contains(search, StringComparison.OrdinalIgnoreCase)));
        SessionRow[] sorted = order switch
        {
            "silence" => [.. rows.Select(session => session.Row).OrderByDescending(row => row.HeardSilence.Max ?? double.MinValue)],
            "turns" => [.. rows.Select(session => session.Row).OrderByDescending(row => row.Turns)],
            _ => [.. rows.OrderByDescending(session => session.StartNs).Select(session => session.Row)],
        };
        return Results.Json(Paging.Of(sorted, offset, limit, row => row), ApiJson.Options);
    }
}
