using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Faults;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Bench.Truth;

/// <summary>Calls from several places with tools, barge-ins, a slow provider, faults and failovers among them.</summary>
internal sealed class TruthBench : IDisposable
{
    // Spans are exported every second; a transcript may hold a turn back a little longer.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan s_repairLimit = TimeSpan.FromSeconds(90);

    private readonly OwnAppHost _own;
    private readonly ResourceClient _appHost;
    private readonly string _providerKey;
    private readonly FfiClient _core = new(NullLogger<FfiClient>.Instance);

    private TruthBench(OwnAppHost own, string providerKey)
    {
        _own = own;
        _appHost = own.Resources;
        _providerKey = providerKey;
    }

    public static async Task<TruthReport> RunAsync(TruthOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        await using var own = await OwnAppHost.StartAsync(Settings(key, captures: options.Keep is not null), cancellationToken);
        using var bench = new TruthBench(own, key);
        var report = await bench.RunCallsAsync(options, progress, cancellationToken);
        if (options.Keep is { } keep)
        {
            using var dashboard = await bench.DashboardAsync(cancellationToken);
            await dashboard.ExportAsync(keep, cancellationToken);
        }

        return report;
    }

    public void Dispose()
    {
        _core.Dispose();
    }

    private async Task<TruthReport> RunCallsAsync(TruthOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var edge = _appHost.Url("edge");
        await EdgeStatus.WaitUntilHealthyAsync([edge], s_repairLimit, cancellationToken);
        if (options.Rehearsals > 0)
        {
            await progress.WriteLineAsync($"rehearses with {options.Rehearsals} calls");
            await PlaceCallsAsync(options with { Calls = options.Rehearsals }, edge, TextWriter.Null, cancellationToken);
        }

        var (said, failed) = await PlaceCallsAsync(options, edge, progress, cancellationToken);
        await Task.Delay(s_settle, cancellationToken);
        return await CompareAsync(said, options.Calls, failed, cancellationToken);
    }

    private async Task<(List<SaidOnce> Said, int Failed)> PlaceCallsAsync(TruthOptions options, Uri edge, TextWriter progress, CancellationToken cancellationToken)
    {
        List<SaidOnce> said = [];
        var failed = 0;
        var gate = new Lock();
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Calls), new ParallelOptions { MaxDegreeOfParallelism = options.Together, CancellationToken = cancellationToken }, async (number, cancel) =>
        {
            var plan = PlannedCall.Of(number);
            if (plan.SlowProvider)
            {
                await SlowDownAsync(cancel);
            }

            await using var call = new TruthCall(new Caller(_core, new CallsClient([edge], plan.Place)), plan.Persona);
            try
            {
                var heard = await RunCallAsync(call, plan, edge, cancel);
                lock (gate)
                {
                    said.AddRange(heard);
                }

                await progress.WriteLineAsync($"call {number + 1} from {plan.Place}{(plan.Fault is null ? "" : $", {plan.Fault}")}: {string.Join(", ", heard.Select(once => once.SilenceMs is { } ms ? $"{ms:0}" : "-"))} ms");
            }
            catch (Exception exception) when (exception is BenchException or HttpRequestException or FfiException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                Interlocked.Increment(ref failed);
                await progress.WriteLineAsync($"call {number + 1} from {plan.Place}: {call.Failure ?? exception.Message}");
            }
        });
        return (said, failed);
    }

    private async Task<IReadOnlyList<SaidOnce>> RunCallAsync(TruthCall call, PlannedCall plan, Uri edge, CancellationToken cancellationToken)
    {
        if (plan.Fault is null)
        {
            return await call.RunAsync(null, cancellationToken);
        }

        var fault = FaultCatalog.Named([plan.Fault])[0];
        FaultContext? struck = null;
        try
        {
            return await call.RunAsync(
                async caller =>
                {
                    var context = new FaultContext(_appHost, caller.Grant.Region, new HashSet<string> { caller.Grant.CallId }, TimeSpan.Zero);
                    await fault.PrepareAsync(context, cancellationToken);
                    struck = context;
                    await fault.StrikeAsync(context, cancellationToken);
                },
                cancellationToken);
        }
        finally
        {
            if (struck is not null)
            {
                await fault.RepairAsync(struck, cancellationToken);
                await EdgeStatus.WaitUntilHealthyAsync([edge], s_repairLimit, cancellationToken);
            }
        }
    }

    private static Dictionary<string, string> Settings(string key, bool captures) => new()
    {
        ["EdgeVoice__Dashboard"] = "true",
        ["EdgeVoice__CaptureAudio"] = captures ? "true" : "false",
        ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = captures ? "true" : "false",
        ["Parameters__realtime-emulator-key"] = key,
    };

    private async Task<DashboardTurns> DashboardAsync(CancellationToken cancellationToken) =>
        new(new Uri(await File.ReadAllTextAsync(Path.Combine(_own.StateDirectory, "dashboard", "login-url"), cancellationToken)));

    private async Task<TruthReport> CompareAsync(List<SaidOnce> said, int calls, int failed, CancellationToken cancellationToken)
    {
        using var dashboard = await DashboardAsync(cancellationToken);
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

    /// <summary>The next session of each provider takes its time once.</summary>
    private async Task SlowDownAsync(CancellationToken cancellationToken)
    {
        var providers = _appHost.All.Where(resource => resource.Http is not null && resource.Name.StartsWith("realtime", StringComparison.Ordinal));
        foreach (var provider in providers.Select(resource => resource.Name))
        {
            using var client = new HttpClient { BaseAddress = _appHost.Url(provider) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _providerKey);
            using var answer = await client.PostAsJsonAsync("/admin/faults", new[] { new { kind = "slow_first_audio", session = "next", afterResponses = 1, durationMs = 1500 } }, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new BenchException($"The provider's emulator refused the fault: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }
    }
}
