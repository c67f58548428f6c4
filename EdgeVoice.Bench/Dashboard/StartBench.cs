using EdgeVoice.Bench.Hosting;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>How long people wait for a dashboard that starts: over files that are as full as they get, and over none.</summary>
internal static class StartBench
{
    private const int TurnsPerCall = 64;

    public static async Task<StartResult> RunAsync(string folder, int runs, CancellationToken cancellationToken)
    {
        var (full, none) = (Path.Combine(folder, "full"), Path.Combine(folder, "none"));
        var (megabytes, spans, newest) = Fill(full);
        List<StartTimes> times = [];
        List<StartTimes> empty = [];
        for (var run = 0; run < runs; run++)
        {
            times.Add(await DashboardProcess.TimeAsync(full, newest, cancellationToken).ConfigureAwait(false));
            empty.Add(await DashboardProcess.TimeAsync(none, null, cancellationToken).ConfigureAwait(false));
        }

        return new StartResult(megabytes, spans, Seconds(times, start => start.Newest), Seconds(times, start => start.Complete), Seconds(empty, start => start.Newest));
    }

    private static (double Megabytes, long Spans, string Newest) Fill(string folder)
    {
        using var filling = BenchHost.Build(folder);
        var files = filling.Services.GetRequiredService<TelemetryFiles>();
        var (spans, calls) = (0L, 0);
        foreach (var request in BenchTurns.Requests(int.MaxValue / 2, TurnsPerCall))
        {
            spans += BenchHost.Feed(filling.Services, request.ToByteArray());
            if (files.Counter.Dropped > 0)
            {
                return (files.Counter.Now / 1e6, spans, $"call-{calls}");
            }

            calls++;
        }

        throw new BenchException("The files never became full.");
    }

    private static double[] Seconds(IEnumerable<StartTimes> times, Func<StartTimes, TimeSpan> part) => [.. times.Select(time => part(time).TotalSeconds).Order()];
}
