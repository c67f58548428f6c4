using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Cpu;

/// <summary><c>cpu</c>: what a call costs in processor time, process by process.</summary>
internal static class CpuCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var calls = new Option<int>("--calls") { Description = "Calls at the same time.", DefaultValueFactory = _ => 4 };
        var seconds = new Option<int>("--seconds") { Description = "How long it is measured, at rest and then in the calls.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("cpu", "Starts a region, lets its agent tell every caller a story, and counts processor time.") { calls, seconds, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var result = await CpuBench.RunAsync(parsed.GetValue(calls), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(result, s_json) : Text(result));
                return 0;
            }
            catch (BenchException exception)
            {
                await Console.Error.WriteLineAsync($"error: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static string Text(CpuResult result) => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"ms of processor time in a second: at rest, in {result.Calls} calls, for each call"),
        .. result.Processes.Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.Name,-20} {process.AtRest,8:F1} {process.InCalls,8:F1} {process.PerCall(result.Calls),8:F1}")),
    ]);
}
