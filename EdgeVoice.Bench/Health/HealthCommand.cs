using System.CommandLine;
using System.Text.Json;

namespace EdgeVoice.Bench.Health;

/// <summary><c>health</c>: a gateway on one core under health requests, and what it asks of others meanwhile.</summary>
internal static class HealthCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var rate = new Option<int>("--rate") { Description = "Requests per second.", DefaultValueFactory = _ => 2_000 };
        var seconds = new Option<int>("--seconds") { Description = "Seconds without load, and then with it.", DefaultValueFactory = _ => 10 };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("health", "Asks /healthz/realtime of a gateway that has one core, and counts what the gateway asks of LiveKit and its agent.") { rate, seconds, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await HealthBench.RunAsync(parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(result, s_json) : Text(result));
            return result.Failed == 0 ? 0 : 1;
        });
        return command;
    }

    private static string Text(HealthResult result) => FormattableString.Invariant($"""
        /healthz/realtime on one core: {result.Requests} requests in {result.Seconds} s ({result.PerSecond:F0}/s), {result.Failed} failed
        answer time  p50 {result.P50Ms:F2} ms  p99 {result.P99Ms:F2} ms  max {result.MaxMs:F2} ms
        CPU          {result.CpuPercent:F0} % of the core
        upstream     {result.UpstreamIdle} calls in {result.Seconds} s without load, {result.UpstreamLoaded} in {result.Seconds} s with it
        """);
}
