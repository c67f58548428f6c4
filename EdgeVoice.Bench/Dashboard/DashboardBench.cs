using System.Diagnostics;
using EdgeVoice.Dashboard.Otlp;
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
        "/api/traces?limit=100&search=execute_tool",
    ];

    public static async Task<DashboardResult> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgevoice-bench").FullName;
        try
        {
            var rate = Ingest(Path.Combine(folder, "ingest"));
            var (atLimit, tenfold, dropped, limit) = Memory();
            var (turns, times) = await QueryAsync(cancellationToken).ConfigureAwait(false);
            var (megabytes, seconds) = await StartAsync(Path.Combine(folder, "start"), cancellationToken).ConfigureAwait(false);
            return new(rate, limit, atLimit, tenfold, dropped, turns, times.Length, times[times.Length / 2], times[(int)(times.Length * 0.95)], megabytes, seconds);
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
        Feed(app.Services, requests[0]);
        var (spans, next) = (0L, 1);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_ingest && next < requests.Length)
        {
            spans += Feed(app.Services, requests[next++]);
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
            sent += Feed(app.Services, request.ToByteArray());
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
                Feed(app.Services, request.ToByteArray());
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

    private static async Task<(double Megabytes, double Seconds)> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var megabytes = 0.0;
        using (var filling = BenchHost.Build(folder))
        {
            var files = filling.Services.GetRequiredService<TelemetryFiles>();
            foreach (var request in BenchTurns.Requests(int.MaxValue / 2, 64))
            {
                Feed(filling.Services, request.ToByteArray());
                if (files.Counter.Dropped > 0)
                {
                    megabytes = files.Counter.Now / 1e6;
                    break;
                }
            }
        }

        return (megabytes, (await DashboardProcess.TimeToAnswerAsync(folder, cancellationToken).ConfigureAwait(false)).TotalSeconds);
    }

    private static int Feed(IServiceProvider services, byte[] request)
    {
        var batch = services.GetRequiredService<OtlpReceiver>().Decode(SignalKind.Traces, request, json: false);
        services.GetRequiredService<TelemetryStore>().Add(batch);
        services.GetRequiredService<TelemetryFiles>().Append(batch);
        return batch.Spans.Count;
    }

    private static double Megabytes() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;
}
