using System.Diagnostics;
using System.Globalization;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Checks;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Bench.Cpu;

/// <summary>One region, callers who listen to a long story, and the processor time of whatever carries it to them.</summary>
internal static class CpuBench
{
    private const string Region = "us-east";
    private const string Persona = "storyteller";
    private const string Place = "new-york";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly string[] s_names = ["agent", "gateway", "livekit"];

    /// <exception cref="BenchException">The region did not get ready, or a call was refused or not answered.</exception>
    public static async Task<CpuResult> RunAsync(int calls, TimeSpan window, CancellationToken cancellationToken)
    {
        await using var own = await OwnAppHost.StartAsync(new Dictionary<string, string> { ["EdgeVoice__Regions"] = Region, ["EdgeVoice__Slots"] = calls.ToString(CultureInfo.InvariantCulture) }, cancellationToken);
        Uri[] edge = [own.Resources.Url("edge")];
        await EdgeStatus.WaitUntilHealthyAsync(edge, s_limit, cancellationToken);
        using var core = new FfiClient(NullLogger<FfiClient>.Instance);
        var callers = Enumerable.Range(0, calls).Select(_ => new Caller(core, new CallsClient(edge, Place))).ToArray();
        try
        {
            // Once for the compiler, which is no call's.
            await AskForStoryAsync(callers[0], cancellationToken);
            await callers[0].DisposeAsync();
            callers[0] = new Caller(core, new CallsClient(edge, Place));
            using var slots = new SlotCheck(own.Resources);
            _ = await slots.LeakedAsync(cancellationToken);
            var atRest = await MeasureAsync(own, window, cancellationToken);

            await Task.WhenAll(callers.Select(caller => AskForStoryAsync(caller, cancellationToken)));
            var inCalls = await MeasureAsync(own, window, cancellationToken);
            return new CpuResult(calls, window.TotalSeconds, [.. s_names.Select((name, index) => new ProcessCpu($"{name}-{Region}", atRest[index], inCalls[index]))]);
        }
        finally
        {
            foreach (var caller in callers)
            {
                await caller.DisposeAsync();
            }
        }
    }

    private static async Task AskForStoryAsync(Caller caller, CancellationToken cancellationToken)
    {
        await caller.PlaceAsync(Persona, cancellationToken);
        await caller.UntilAsync("a greeting", () => caller.Turns().Count > 0, s_limit, cancellationToken);
        _ = await caller.SayAsync(Speech.Story, cancellationToken);
        var asked = caller.Recording.Now;
        await caller.UntilAsync("the story", () => caller.Recording.LastAudible(asked) is not null, s_limit, cancellationToken);
    }

    /// <summary>ms of processor time in a second, in the order of the names.</summary>
    private static async Task<double[]> MeasureAsync(OwnAppHost own, TimeSpan window, CancellationToken cancellationToken)
    {
        var processes = s_names.Select(name => Process.GetProcessById(own.Resources.Named($"{name}-{Region}").ProcessId ?? throw new BenchException($"{name} is no process"))).ToArray();
        var before = processes.Select(process => process.TotalProcessorTime).ToArray();
        await Task.Delay(window, cancellationToken);
        return
        [
            .. processes.Zip(before, (process, then) =>
            {
                process.Refresh();
                return (process.TotalProcessorTime - then) / window * 1000;
            }),
        ];
    }
}
