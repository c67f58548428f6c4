using System.Reflection;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Api;

internal sealed class AboutApi(IOptions<DashboardOptions> options, CounterReport counters, History history)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/about", () => Results.Json(
        new
        {
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0",
            Content = options.Value.ShowContent,
            AspireUrl = options.Value.Aspire.Url is { Length: > 0 } url ? url.TrimEnd('/') : null,
            Budgets = options.Value.Budgets.Select(budget => new { Name = budget.Key, Ms = budget.Value }),
            Kept = counters.Take(),
            History = new { history.IsDone, history.Percent, history.Problem },
        },
        ApiJson.Options));
}
