using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Abuse;

/// <summary><c>abuse</c>: what callers notice of a flood, and what the flood gets.</summary>
internal static class AbuseCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var callers = new Option<int>("--callers") { Description = "Callers who mean it, in each round.", DefaultValueFactory = _ => 10 };
        var seconds = new Option<int>("--seconds") { Description = "How long they keep coming, and the flood lasts.", DefaultValueFactory = _ => 40 };
        var rate = new Option<int>("--rate") { Description = "Requests for a call that the flood sends in a second, if it can do the work for them.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("abuse", "Two regions under calls that nobody joins, chains of resumes and floods of text, from no, one and 200 addresses, beside callers who mean it.") { callers, seconds, rate, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var rounds = await AbuseBench.RunAsync(parsed.GetValue(callers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rate), cancellationToken);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(rounds, s_json) : string.Join('\n', rounds.Select(Text)));
                return rounds.All(round => round.Greeted == round.Callers && round.LeakedSlots == 0) ? 0 : 1;
            }
            catch (BenchException exception)
            {
                await Console.Error.WriteLineAsync($"error: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static string Text(AbuseRound round) => string.Create(CultureInfo.InvariantCulture, $"""
        flood from {round.Addresses} addresses
          callers   {round.Greeted} of {round.Callers} greeted; waited for a place p50 {round.GrantP50Ms:F0} ms, max {round.GrantMaxMs:F0} ms; for the first word p50 {round.GreetingP50Ms:F0} ms, max {round.GreetingMaxMs:F0} ms
          flood     {round.Flood.Requests} requests, {round.Flood.Granted} granted, {round.Flood.Refused} refused, {round.Flood.Resumed} of {round.Flood.Resumes} resumes granted, {round.Flood.Texts} texts of 60 KiB sent by a caller
          cost      {round.ProviderSessions} provider sessions opened, agents' memory {round.RssBeforeMiB:F0} MiB before, {round.RssMaxMiB:F0} MiB at most; {round.LeakedSlots} slots leaked
        """);
}
