using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Bench.Truth;

/// <summary>Calls with tools, barge-ins and a slow provider among them, one after another in the three regions.</summary>
internal static class TruthBench
{
    private const int SlowEvery = 5;

    // Spans are exported every second; a transcript may hold a turn back a little longer.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(8);

    public static async Task<TruthReport> RunAsync(int calls, int together, TextWriter progress, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        await using var own = await OwnAppHost.StartAsync(new Dictionary<string, string> { ["EdgeVoice__Dashboard"] = "true", ["Parameters__realtime-emulator-key"] = key }, cancellationToken);
        using var appHost = ResourceClient.Of(own.StateDirectory);
        using var core = new FfiClient(NullLogger<FfiClient>.Instance);
        var resources = await appHost.ResourcesAsync(cancellationToken);
        var gateways = resources.Where(resource => resource.Name.StartsWith("gateway-", StringComparison.Ordinal)).Select(resource => resource.Name).ToArray();
        var providers = resources.Where(resource => resource.Name.StartsWith("realtime", StringComparison.Ordinal)).Select(resource => resource.Name).ToArray();
        List<SaidOnce> said = [];
        var failed = 0;
        var gate = new Lock();
        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = cancellationToken }, async (number, cancel) =>
        {
            var gateway = await appHost.UrlAsync(gateways[number % gateways.Length], cancel);
            if (number % SlowEvery == SlowEvery - 1)
            {
                await SlowDownAsync(await appHost.UrlAsync(providers[number % providers.Length], cancel), key, cancel);
            }

            await using var call = new TruthCall(new Caller(core, new CallsClient([gateway], "new-york")), interrupts: number % 3 == 2);
            try
            {
                var heard = await call.RunAsync(cancel);
                lock (gate)
                {
                    said.AddRange(heard);
                }

                await progress.WriteLineAsync($"call {number + 1}: {string.Join(", ", heard.Select(once => once.SilenceMs is { } ms ? $"{ms:0}" : "-"))} ms");
            }
            catch (Exception exception) when (exception is BenchException or (OperationCanceledException) && !cancel.IsCancellationRequested)
            {
                Interlocked.Increment(ref failed);
                await progress.WriteLineAsync($"call {number + 1}: {exception.Message}");
            }
        });
        await Task.Delay(s_settle, cancellationToken);
        return await CompareAsync(own, said, calls, failed, cancellationToken);
    }

    private static async Task<TruthReport> CompareAsync(OwnAppHost own, List<SaidOnce> said, int calls, int failed, CancellationToken cancellationToken)
    {
        var login = await File.ReadAllTextAsync(Path.Combine(own.StateDirectory, "dashboard", "login-url"), cancellationToken);
        using var dashboard = new DashboardTurns(new Uri(login));
        List<ComparedTurn> compared = [];
        var (sessions, turns, summing) = (0, 0, 0);
        foreach (var call in said.GroupBy(once => once.CallId))
        {
            var shown = await dashboard.OfAsync(call.Key, cancellationToken);
            sessions += shown.Count > 0 ? 1 : 0;
            turns += shown.Count;
            summing += shown.Count(turn => turn.Sums);
            compared.AddRange(call.Select(once => ComparedTurn.Of(once, shown)));
        }

        return new TruthReport(compared, calls, sessions, failed, turns, summing);
    }

    /// <summary>The next session of this provider takes its time once.</summary>
    private static async Task SlowDownAsync(Uri provider, string key, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = provider };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.PostAsJsonAsync("/admin/faults", new[] { new { kind = "slow_first_audio", session = "next", afterResponses = 1, durationMs = 1500 } }, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchException($"The provider's emulator refused the fault: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
