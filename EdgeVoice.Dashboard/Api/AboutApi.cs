using System.Reflection;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Resources;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Api;

internal sealed class AboutApi(IOptions<DashboardOptions> options, CounterReport counters, History history, ResourceService resources)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/about", () => Results.Json(
        new
        {
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0",
            Content = options.Value.ShowContent,
            Resources = resources.IsConfigured,
            Budgets = options.Value.Budgets.Select(budget => new { Name = budget.Key, Ms = budget.Value }),
            Kept = counters.Take(),
            History = new { history.IsDone, history.Percent, history.Problem },
        },
        ApiJson.Options));
}
