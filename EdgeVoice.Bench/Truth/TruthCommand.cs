using System.CommandLine;
using System.Text.Json;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Truth;

/// <summary>Whether the dashboard shows what callers heard.</summary>
internal static class TruthCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var calls = new Option<int>("--calls") { Description = "How many.", DefaultValueFactory = _ => 30 };
        var together = new Option<int>("--together") { Description = "How many at the same time.", DefaultValueFactory = _ => 3 };
        var rehearse = new Option<int>("--rehearse") { Description = "Calls that are placed before and not counted: processes that have just started compile what they do for the first time.", DefaultValueFactory = _ => 3 };
        var keep = new Option<FileInfo?>("--keep") { Description = "Records the calls, and writes all that the dashboard has of them to this zip, which every EdgeVoice dashboard imports." };
        var json = new Option<bool>("--json") { Description = "Figures for programs." };
        var command = new Command("truth", "Places calls in three regions, records what the callers hear, and compares it with the dashboard turn by turn.") { calls, together, rehearse, keep, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var report = await TruthBench.RunAsync(new TruthOptions(parsed.GetValue(calls), parsed.GetValue(together), parsed.GetValue(rehearse), parsed.GetValue(keep)), Console.Error, cancellationToken);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(report, s_json) : report.ToString());
                return report.Holds ? 0 : 3;
            }
            catch (BenchException exception)
            {
                await Console.Error.WriteLineAsync($"error: {exception.Message}");
                return 1;
            }
        });
        return command;
    }
}
