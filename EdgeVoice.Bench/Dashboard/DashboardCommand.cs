using System.CommandLine;
using System.Text.Json;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>What the dashboard takes in, keeps and answers.</summary>
internal static class DashboardCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Figures for programs" };
        var start = new Option<bool>("--start") { Description = "The start-up alone" };
        var runs = new Option<int>("--runs") { Description = "Starts to take the median of", DefaultValueFactory = _ => 5 };
        runs.Validators.Add(given =>
        {
            if (given.GetValue(runs) < 1)
            {
                given.AddError("--runs must be 1 or more.");
            }
        });
        var command = new Command("dashboard", "Ingest, memory bound, query times and start-up of the dashboard") { json, start, runs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            object result = parsed.GetValue(start)
                ? await DashboardBench.StartAsync(parsed.GetValue(runs), cancellationToken).ConfigureAwait(false)
                : await DashboardBench.RunAsync(parsed.GetValue(runs), cancellationToken).ConfigureAwait(false);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(result, s_json) : result.ToString());
            return 0;
        });
        return command;
    }
}
