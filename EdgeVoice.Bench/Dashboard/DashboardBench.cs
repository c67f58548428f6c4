using System.Diagnostics;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>A dashboard in this process, with its defaults; only queries go over the network.</summary>
internal static class DashboardBench
{
    private const int Calls = 1_000;
    private const int TurnsPerCall = 10;
    private const int QueryRounds = 40;
    private const int IngestedTurns = 100_000;
    private static readonly TimeSpan s_ingest = TimeSpan.FromSeconds(5);

    private static readonly string[] s_queries =
    [
        "/api/turns?limit=100", "/api/turns?minSilence=900&sort=time", "/api/turns?cause=provider", "/api/turns/summary", "/api/turns?tool=look_up&region=us-east&limit=50", "/api/sessions?limit=100", "/api/sessions/call-500",
        "/api/live",
    ];

    public static async Task<DashboardResult> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgevoice-bench").FullName;
        try
        {
            var rate = Ingest(Path.Combine(folder, "ingest"));
            var (atLimit, tenfold, dropped, limit) = Memory();
            var (turns, times) = await QueryAsync(cancellationToken).ConfigureAwait(false);
            var start = await StartBench.RunAsync(folder, runs, cancellationToken).ConfigureAwait(false);
            return new(rate, limit, atLimit, tenfold, dropped, turns, times.Length, times[times.Length / 2], times[(int)(times.Length * 0.95)], start);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<StartResult> StartAsync(int runs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgevoice-bench").FullName;
        try
        {
            return await StartBench.RunAsync(folder, runs, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Ingest(string folder)
    {
        using var app = BenchHost.Build(folder);
        // No span twice: one that is known already costs less.
        var requests = BenchTurns.Requests(IngestedTurns, 64).Select(request => request.ToByteArray()).ToArray();
        BenchHost.Feed(app.Services, requests[0]);
        var (spans, next) = (0L, 1);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_ingest && next < requests.Length)
        {
            spans += BenchHost.Feed(app.Services, requests[next++]);
        }

        return spans / watch.Elapsed.TotalSeconds;
    }

    private static (double AtLimit, double Tenfold, long Dropped, int Limit) Memory()
    {
        const int Limit = 20_000;
        var before = Megabytes();
        using var app = BenchHost.Build("", $"--Dashboard:Limits:MaxSpans={Limit}");
        var store = app.Services.GetRequiredService<TelemetryStore>();
        var (sent, atLimit) = (0L, 0.0);
        foreach (var request in BenchTurns.Requests(10 * Limit / BenchTurns.SpansPerTurn, 64))
        {
            sent += BenchHost.Feed(app.Services, request.ToByteArray());
            atLimit = atLimit == 0 && sent >= Limit ? Megabytes() - before : atLimit;
        }

        return (atLimit, Megabytes() - before, store.Counters.Spans.Dropped, Limit);
    }

    private static async Task<(int Turns, double[] Times)> QueryAsync(CancellationToken cancellationToken)
    {
        var app = BenchHost.Build("");
        await using (app.ConfigureAwait(false))
        {
            foreach (var request in BenchTurns.Requests(Calls * TurnsPerCall, TurnsPerCall))
            {
                BenchHost.Feed(app.Services, request.ToByteArray());
            }

            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            using var client = BenchHost.Client(app);
            List<double> times = [];
            for (var round = 0; round <= QueryRounds; round++)
            {
                foreach (var query in s_queries)
                {
                    var watch = Stopwatch.StartNew();
                    await client.GetByteArrayAsync(new Uri(query, UriKind.Relative), cancellationToken).ConfigureAwait(false);
                    if (round > 0)
                    {
                        // The first round compiles.
                        times.Add(watch.Elapsed.TotalMilliseconds);
                    }
                }
            }

            times.Sort();
            return ((int)app.Services.GetRequiredService<TelemetryStore>().Counters.Turns.Now, [.. times]);
        }
    }

    private static double Megabytes() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;
}
