using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Api;

internal sealed class TurnsApi(TurnQueries turns, ContentGuard guard, ChangeFeed feed, IOptions<DashboardOptions> options)
{
    private const int BinMs = 100;
    private const int Bins = 40;

    private static readonly string[] s_orders = ["silence", "-silence", "time", "-time", "length", "cost"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/turns", List);
        routes.MapGet("/api/turns/summary", Summary);
    }

    private IResult List(HttpContext context)
    {
        var query = new Query(context.Request);
        var filter = TurnFilter.Read(query, guard.Shows);
        var (order, limit, offset, follow) = (query.OneOf("sort", "silence", s_orders), query.Limit(), query.Offset(), query.Flag("follow") == true);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var snapshot = turns.Take();
        var matched = TurnQueries.Sort(TurnQueries.Filter(snapshot, filter), follow ? "time" : order);
        return follow
            ? Ndjson.Stream(context, feed.TurnsAsync(matched.Take(limit).Reverse().Select(snapshot.Show), filter, context.RequestAborted))
            : Results.Json(Paging.Of(matched, offset, limit, snapshot.Show), ApiJson.Options);
    }

    private IResult Summary(HttpContext context)
    {
        var query = new Query(context.Request);
        var filter = TurnFilter.Read(query, guard.Shows);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var snapshot = turns.Take();
        var matched = TurnQueries.Filter(snapshot, filter);
        var silences = matched.Select(turn => turn.Row.HeardSilenceMs).OfType<double>().ToArray();
        return Results.Json(
            new
            {
                Turns = matched.Count,
                HeardSilence = Distribution.Of(matched.Select(turn => turn.Row.HeardSilenceMs)),
                BargeInStop = Distribution.Of(matched.Select(turn => turn.Row.BargeInStopMs)),
                Endpointing = Distribution.Of(matched.Select(turn => Phase(turn, PhaseNames.Endpointing))),
                ModelWait = Distribution.Of(matched.Select(turn => Phase(turn, PhaseNames.ModelWait))),
                Outcomes = matched.CountBy(turn => turn.Row.Outcome).ToDictionary(),
                Causes = matched.Select(turn => snapshot.Cause(turn)?.Name).OfType<string>().CountBy(name => name).OrderByDescending(cause => cause.Value).ToDictionary(),
                WithinBudget = options.Value.Budgets.ToDictionary(budget => budget.Key, budget => silences.Count(silence => silence <= budget.Value)),
                Bins = Enumerable.Range(0, Bins).Select(bin => new { FromMs = bin * BinMs, Turns = silences.Count(silence => silence >= 0 && Math.Min((int)(silence / BinMs), Bins - 1) == bin) }),
                Negative = silences.Count(silence => silence < 0),
                Cost = matched.Any(turn => turn.Row.Cost is not null) ? Math.Round(matched.Sum(turn => turn.Row.Cost ?? 0), 8) : (double?)null,
                Regions = Values(snapshot, row => row.Region),
                Personas = Values(snapshot, row => row.Persona),
                Tools = snapshot.Turns.SelectMany(turn => turn.Row.Tools).Distinct().Order(StringComparer.Ordinal),
            },
            ApiJson.Options);
    }

    private static IEnumerable<string> Values(Snapshot snapshot, Func<TurnRow, string?> value) => snapshot.Turns.Select(turn => value(turn.Row)).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static double? Phase(Turn turn, string name) => turn.Row.Phases.Any(phase => phase.Name == name) ? turn.Row.Phases.Where(phase => phase.Name == name).Sum(phase => phase.DurationMs) : null;
}
