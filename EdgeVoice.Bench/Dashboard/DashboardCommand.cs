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
        var command = new Command("dashboard", "Ingest, memory bound, query times and start-up of the dashboard") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await DashboardBench.RunAsync(cancellationToken).ConfigureAwait(false);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(result, s_json) : result.ToString());
            return 0;
        });
        return command;
    }
}
