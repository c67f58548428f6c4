using System.CommandLine;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Stalls;

/// <summary>What the command line says.</summary>
/// <param name="Alone">There is no second provider: the calls wait for the one that stalls.</param>
internal sealed record StallOptions(IReadOnlyList<StallKind> Kinds, IReadOnlyList<StallMoment> Moments, double LongestSilenceMs, bool Alone, FileInfo? Log, bool Verbose);

/// <summary><c>stalls</c>: what callers hear when the provider hangs, at every moment of a turn.</summary>
internal static class StallsCommand
{
    // Turns:Hold, after which the agent says that it is still here, and what the tests of provider faults allow for the way there and back.
    private const int DefaultSilenceMs = 5_500;

    public static Command Create()
    {
        var kinds = new Option<string[]>("--fault") { Description = "How the provider stalls; may be given several times. Every way unless given.", AllowMultipleArgumentsPerToken = true };
        kinds.AcceptOnlyFromAmong([.. StallNames.Kinds.Keys]);
        var moments = new Option<string[]>("--moment") { Description = "When it does; may be given several times. At every moment unless given.", AllowMultipleArgumentsPerToken = true };
        moments.AcceptOnlyFromAmong([.. StallNames.Moments.Keys]);
        var silence = new Option<int>("--longest-silence") { Description = "The longest time in which a caller may hear nothing while an answer is due, ms.", DefaultValueFactory = _ => DefaultSilenceMs };
        var alone = new Option<bool>("--alone") { Description = "Without a second provider to go to." };
        var log = new Option<FileInfo?>("--log") { Description = "Writes what the AppHost printed here." };
        var verbose = new Option<bool>("--verbose") { Description = "Shows what each caller noticed; otherwise of those alone whose call did not hold." };
        var command = new Command("stalls", "Places live calls, lets the provider hang in the middle of them, and measures what the callers hear.") { kinds, moments, silence, alone, log, verbose };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new StallOptions(
                Chosen(parsed.GetValue(kinds), StallNames.Kinds), Chosen(parsed.GetValue(moments), StallNames.Moments), parsed.GetValue(silence), parsed.GetValue(alone), parsed.GetValue(log), parsed.GetValue(verbose)),
            cancellationToken));
        return command;
    }

    private static IReadOnlyList<T> Chosen<T>(string[]? names, IReadOnlyDictionary<string, T> all) => names is { Length: > 0 } ? [.. names.Select(name => all[name])] : [.. all.Values];

    private static async Task<int> RunAsync(StallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var results = await StallDrill.RunAsync(options, Console.Error, cancellationToken);
            await Console.Out.WriteAsync(StallResult.Table(results));
            return results.All(result => result.Holds(options.LongestSilenceMs)) ? 0 : 1;
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 2;
        }
    }
}
