using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Bench.Failover.Checks;
using EdgeVoice.Bench.Failover.Faults;
using EdgeVoice.Bench.Failover.Results;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Bench.Failover;

/// <summary><c>failover</c>: what callers hear while parts of the platform die.</summary>
internal static class FailoverCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create()
    {
        var calls = new Option<int>("--calls") { Description = "Calls per fault.", DefaultValueFactory = _ => 3 };
        var rounds = new Option<int>("--rounds") { Description = "How often each fault is struck; the report is of all rounds.", DefaultValueFactory = _ => 1 };
        var faults = new Option<string[]>("--fault") { Description = $"One of {string.Join(", ", FaultCatalog.All.Select(fault => fault.Name))}; may be given several times. All unless given.", AllowMultipleArgumentsPerToken = true };
        var rehearsals = new Option<string[]>("--rehearse") { Description = "Strikes this fault once before and does not count it: processes that have just started compile what they do for the first time.", AllowMultipleArgumentsPerToken = true };
        var outage = new Option<int>("--outage") { Description = "How long the database stays away, seconds.", DefaultValueFactory = _ => 60 };
        var place = new Option<string>("--place") { Description = "Where the callers are.", DefaultValueFactory = _ => "new-york" };
        var json = new Option<FileInfo?>("--json") { Description = "Writes the results here." };
        var svg = new Option<FileInfo?>("--svg") { Description = "Writes a picture of one gap per fault here." };
        var log = new Option<FileInfo?>("--log") { Description = "Writes what the AppHost printed here." };
        var verbose = new Option<bool>("--verbose") { Description = "Shows what each caller noticed, ms from the fault." };
        var command = new Command("failover", "Places live calls, breaks things, and measures what the callers hear.") { calls, rounds, faults, rehearsals, outage, place, json, svg, log, verbose };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DrillOptions(
                parsed.GetValue(calls), parsed.GetValue(rounds), parsed.GetValue(faults) ?? [], parsed.GetValue(rehearsals) ?? [], TimeSpan.FromSeconds(parsed.GetValue(outage)),
                parsed.GetValue(place)!, parsed.GetValue(json), parsed.GetValue(svg), parsed.GetValue(log), parsed.GetValue(verbose)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DrillOptions options, CancellationToken cancellationToken)
    {
        try
        {
            _ = FaultCatalog.Named([.. options.Faults, .. options.Rehearsals]);
            await using var own = await OwnAppHost.StartAsync(Settings(options), cancellationToken);
            try
            {
                return await DrillAsync(options, own, cancellationToken);
            }
            finally
            {
                if (options.Log is { } log)
                {
                    await File.WriteAllLinesAsync(log.FullName, own.Lines, CancellationToken.None);
                }
            }
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 1;
        }
    }

    private static async Task<int> DrillAsync(DrillOptions options, OwnAppHost own, CancellationToken cancellationToken)
    {
        using var core = new FfiClient(NullLogger<FfiClient>.Instance);
        var drill = new Drill(options, own.Resources, new JournalCheck(await own.ConnectionStringAsync(cancellationToken)), core, Console.Error);
        await drill.RunAsync(cancellationToken);
        await Console.Out.WriteAsync(ReportTable.Format(drill.Summaries));
        if (options.Json is { } json)
        {
            var calls = drill.Calls.Select(call => call with { Recording = [] });
            await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(new { at = DateTimeOffset.UtcNow, cores = Environment.ProcessorCount, drill.Summaries, drill.NotMeasured, calls }, s_json), cancellationToken);
        }

        if (options.Svg is { } svg && Median(drill.Calls) is { Length: > 0 } shown)
        {
            await File.WriteAllTextAsync(svg.FullName, GapPicture.Draw(shown), cancellationToken);
        }

        return drill.NotMeasured.Count > 0 ? 4 : drill.Summaries.All(fault => fault is { CallsLost: 0, TurnsLost: 0, EffectsRepeated: 0, SlotsLeaked: 0, TwoSpeakers: 0 }) ? 0 : 3;
    }

    // The call in the middle of each fault, neither the best nor the worst.
    private static CallResult[] Median(IEnumerable<CallResult> calls) =>
    [
        .. calls.Where(call => call.Gap is { To: not null }).GroupBy(call => call.Fault).Select(fault => fault.OrderBy(call => call.Gap!.Value.Length).ElementAt((fault.Count() - 1) / 2)),
    ];

    private static Dictionary<string, string> Settings(DrillOptions options) => new()
    {
        // A second agent, so that a killed one has a colleague.
        ["EdgeVoice__Agents"] = "2",
        ["EdgeVoice__Slots"] = Math.Max(10, options.Calls * 2).ToString(CultureInfo.InvariantCulture),
    };
}
