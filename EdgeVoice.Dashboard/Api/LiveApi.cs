using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Api;

internal sealed class LiveApi(TurnQueries queries, RegionReport regions, IOptions<DashboardOptions> options, TimeProvider time)
{
    private const int Slowest = 10;
    private const long RecentNs = 15L * 60 * 1_000_000_000;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/live", () =>
    {
        var now = Clock.Ns(time.GetUtcNow());
        var snapshot = queries.Take();
        var recent = snapshot.Turns.Where(turn => turn.Reading.ReceivedNs >= now - RecentNs && turn.Row.HeardSilenceMs is not null).ToArray();
        return Results.Json(
            new
            {
                At = Clock.Text(now),
                Regions = regions.Take(now, snapshot, recent),
                TurnsInProgress = snapshot.Turns.Where(turn => turn.InProgress).OrderByDescending(turn => turn.Reading.StartNs).Take(100).Select(snapshot.Show),
                Slowest = recent.OrderByDescending(turn => turn.Row.HeardSilenceMs).Take(Slowest).Select(snapshot.Show),
                Budgets = options.Value.Budgets.Select(budget => new { Name = budget.Key, Ms = budget.Value }),
            },
            ApiJson.Options);
    });
}
