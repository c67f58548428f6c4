using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Checks;
using EdgeVoice.Bench.Failover.Faults;
using EdgeVoice.Bench.Failover.Results;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover;

/// <summary>Goes through the faults: calls up to the middle of a story, the fault, the rest of the calls, repair, and what is left behind.</summary>
internal sealed class Drill(DrillOptions options, ResourceClient appHost, JournalCheck journal, FfiClient core, TextWriter progress)
{
    private static readonly TimeSpan s_upLimit = TimeSpan.FromSeconds(90);

    // Callers do not dial in the same millisecond.
    private static readonly TimeSpan s_stagger = TimeSpan.FromMilliseconds(300);

    private readonly List<CallResult> _calls = [];
    private readonly List<FaultSummary> _summaries = [];

    private readonly List<string> _notMeasured = [];

    /// <summary>Faults that could not be struck, or whose calls did not get so far.</summary>
    public IReadOnlyList<string> NotMeasured => _notMeasured;

    public IReadOnlyList<CallResult> Calls => _calls;

    public IReadOnlyList<FaultSummary> Summaries => _summaries;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in options.Rehearsals.Count > 0 ? FaultCatalog.Named(options.Rehearsals) : [])
        {
            await progress.WriteLineAsync($"{fault.Name}, rehearsed: {Gaps(await RunAsync(fault, cancellationToken))}");
        }

        var faults = FaultCatalog.Named(options.Faults);
        var leaked = faults.ToDictionary(fault => fault.Name, _ => 0);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var fault in faults)
            {
                leaked[fault.Name] += await RunAsync(fault, round, cancellationToken);
            }
        }

        _summaries.AddRange(faults
            .Select(fault => FaultSummary.Of(fault.Name, [.. _calls.Where(call => call.Fault == fault.Name)], leaked[fault.Name]))
            .Where(summary => summary.Calls > 0));
    }

    /// <returns>Slots that it left taken.</returns>
    private async Task<int> RunAsync(Fault fault, int round, CancellationToken cancellationToken)
    {
        var name = options.Rounds == 1 ? fault.Name : $"{fault.Name}, round {round}";
        try
        {
            var results = await RunAsync(fault, cancellationToken);
            using var slots = new SlotCheck(appHost);
            _calls.AddRange(results);
            await progress.WriteLineAsync($"{name}: {Gaps(results)}");
            return await slots.LeakedAsync(cancellationToken);
        }
        catch (BenchException exception)
        {
            // The others still tell something; a drill with a hole in it is no success.
            await progress.WriteLineAsync($"{name}: not measured: {exception.Message}");
            _notMeasured.Add(name);
            return 0;
        }
    }

    private async Task<IReadOnlyList<CallResult>> RunAsync(Fault fault, CancellationToken cancellationToken)
    {
        await WaitUntilUpAsync(cancellationToken);
        var edge = PublicNames();
        var calls = Enumerable.Range(0, options.Calls).Select(_ => new DrillCall(new Caller(core, new CallsClient(edge, options.Place)))).ToArray();
        try
        {
            await Task.WhenAll(calls.Select(async (call, index) =>
            {
                await Task.Delay(s_stagger * index, cancellationToken);
                await call.BeginAsync(cancellationToken);
            }));
            var context = new FaultContext(appHost, calls[0].From, calls.Select(call => call.CallId).ToHashSet(), options.Outage);
            await fault.PrepareAsync(context, cancellationToken);
            Array.ForEach(calls, call => call.Struck());
            await fault.StrikeAsync(context, cancellationToken);
            var faultEnds = fault.EndAsync(context, cancellationToken);
            try
            {
                var hit = calls.Where(call => call.From == context.Region && fault.Hits(call.CallId)).ToArray();
                await Task.WhenAll(hit.Select(call => call.GoOnAsync(fault, faultEnds, cancellationToken)));
                await faultEnds;
                calls = await HangUpAsync(calls, hit);
            }
            finally
            {
                await fault.RepairAsync(context, cancellationToken);
            }

            await WaitUntilUpAsync(cancellationToken);
            return await Task.WhenAll(calls.Select(call => CheckAsync(fault, call, cancellationToken)));
        }
        finally
        {
            await HangUpAsync(calls, []);
        }
    }

    private static string Gaps(IReadOnlyList<CallResult> results) =>
        $"{results.Count} calls, gaps {string.Join(", ", results.Select(call => call.Gap is { } gap ? $"{gap.Length:0}" : "-"))} ms";

    private static async Task<DrillCall[]> HangUpAsync(IReadOnlyCollection<DrillCall> calls, DrillCall[] kept)
    {
        await Task.WhenAll(calls.Select(call => call.DisposeAsync().AsTask()));
        return kept;
    }

    private async Task<CallResult> CheckAsync(Fault fault, DrillCall call, CancellationToken cancellationToken)
    {
        var lost = await journal.LostTurnsAsync(call.CallId, call.Seen(), cancellationToken);
        var repeated = await journal.RepeatedEffectsAsync(call.CallId, cancellationToken);
        var result = call.Result(fault, lost.Count, repeated);
        if (options.Verbose || result.Lost is not null || lost.Count > 0)
        {
            await progress.WriteLineAsync($"  {call.CallId}: {result.Lost ?? "went on"}");
            if (result.Gap is { } gap)
            {
                await progress.WriteLineAsync($"    {gap.From - result.FaultAt,8:0} ms  not heard for {gap.Length:0} ms");
            }

            foreach (var turn in lost)
            {
                await progress.WriteLineAsync($"    turn {turn.Turn} of generation {turn.Generation} {turn.Journal}");
            }

            foreach (var seen in call.Caller.Events())
            {
                await progress.WriteLineAsync($"    {seen.At - result.FaultAt,8:0} ms  {seen.What}");
            }
        }

        return result;
    }

    private IReadOnlyList<Uri> PublicNames()
    {
        var resources = appHost.All.Where(resource => resource.Http is not null).Select(resource => resource.Name).ToArray();
        string[] names = resources.Contains("edge") ? ["edge"] : [.. resources.Where(name => name.StartsWith("gateway-", StringComparison.Ordinal))];
        return [.. names.Select(appHost.Url)];
    }

    private async Task WaitUntilUpAsync(CancellationToken cancellationToken)
    {
        var regions = appHost.All.Select(resource => resource.Name)
            .Where(name => name.StartsWith("region-", StringComparison.Ordinal) || name.StartsWith("agent-", StringComparison.Ordinal)).ToArray();
        await appHost.WaitUntilUpAsync(regions, s_upLimit, cancellationToken);
        await EdgeStatus.WaitUntilHealthyAsync(PublicNames(), s_upLimit, cancellationToken);
    }
}
