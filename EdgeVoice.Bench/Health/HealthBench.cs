using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace EdgeVoice.Bench.Health;

internal static class HealthBench
{
    private const int Connections = 32;
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    public static async Task<HealthResult> RunAsync(int rate, TimeSpan window, CancellationToken cancellationToken)
    {
        await using var upstreams = await CountingUpstreams.StartAsync(cancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(upstreams.Url, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseProxy = false });
        // Warms up the code, so that its compilation is not measured.
        await LoadAsync(http, gateway.HealthUrl, rate, TimeSpan.FromSeconds(3), cancellationToken);

        var before = upstreams.Calls;
        await Task.Delay(window, cancellationToken);
        var idle = upstreams.Calls - before;

        before = upstreams.Calls;
        var cpu = gateway.ProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var (times, failed) = await LoadAsync(http, gateway.HealthUrl, rate, window, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        var cpuPercent = (gateway.ProcessorTime - cpu) / took * 100;
        var loaded = upstreams.Calls - before;

        Array.Sort(times);
        return new HealthResult(times.Length, failed, window.TotalSeconds, times.Length / took.TotalSeconds, At(times, 0.5), At(times, 0.99), times[^1], cpuPercent, idle, loaded);
    }

    // Requests leave by the clock, whether the ones before them were answered or not.
    private static async Task<(double[] Times, int Failed)> LoadAsync(HttpClient http, Uri url, int rate, TimeSpan window, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        var open = new List<Task>();
        var failed = 0;
        using var timer = new PeriodicTimer(s_tick);
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; await timer.WaitForNextTickAsync(cancellationToken);)
        {
            var elapsed = Stopwatch.GetElapsedTime(began);
            var due = (int)(Math.Min(elapsed.TotalSeconds, window.TotalSeconds) * rate);
            for (; sent < due; sent++)
            {
                open.Add(AskAsync());
            }

            if (elapsed >= window)
            {
                break;
            }
        }

        await Task.WhenAll(open);
        return ([.. times], failed);

        async Task AskAsync()
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                using var response = await http.GetAsync(url, cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref failed);
                }
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref failed);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];
}
