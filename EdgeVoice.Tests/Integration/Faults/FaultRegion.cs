using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>A region with little patience, and the calls in it: several at a time, because each of them takes half a minute.</summary>
public sealed partial class FaultRegion : IAsyncLifetime
{
    private readonly CallLanes _lanes = new(most: 5);
    private readonly ConcurrentDictionary<string, Lazy<Task<FaultReport>>> _calls = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ScriptedReport>>> _scripts = new();
    private int _startsAtReady;

    /// <summary>How long the agent lets a caller wait before it says something.</summary>
    public static TimeSpan Hold { get; } = TimeSpan.FromSeconds(3);

    internal HostedAppHost AppHost { get; private set; } = null!;

    /// <summary>Processes that were started since the region was ready.</summary>
    internal int Restarts => Starts() - _startsAtReady;

    public async ValueTask InitializeAsync()
    {
        AppHost = await HostedAppHost.StartAsync(environment: new Dictionary<string, string>
        {
            // A hung-up call keeps its slot until its room is closed.
            ["EdgeVoice__Slots"] = "40",
            // On paper before a fault strikes: what becomes of words without a transcript is asked elsewhere.
            ["RealtimeEmulator__TranscriptWithinMs"] = "200",
            ["Turns__Hold"] = Hold.ToString(),
            ["Turns__ProviderOverdue"] = "00:00:08",
            // The calls wait for each other in silence.
            ["Turns__CallerSilence"] = "00:10:00",
            ["Realtime__ConnectTimeout"] = "00:00:03",
        });
        _startsAtReady = Starts();
        await FaultCall.WarmUpAsync(AppHost);
    }

    public async ValueTask DisposeAsync()
    {
        await AppHost.DisposeAsync();
        _lanes.Dispose();
    }

    /// <summary>The call with this fault. All of them are started with the first.</summary>
    internal Task<FaultReport> CallWithAsync(string kind)
    {
        foreach (var next in FaultCase.All.Keys)
        {
            _ = _calls.GetOrAdd(next, name => new Lazy<Task<FaultReport>>(() => RunAsync(FaultCase.All[name]))).Value;
        }

        return _calls[kind].Value;
    }

    /// <summary>The call with this script. All of them are started with the first.</summary>
    internal Task<ScriptedReport> ScriptedAsync(string name)
    {
        foreach (var next in ScriptedCall.Cases)
        {
            _ = _scripts.GetOrAdd(next, script => new Lazy<Task<ScriptedReport>>(() => InALaneAsync(() =>
                ScriptedCall.RunAsync(AppHost, session => new { kind = "script", session, reason = script, afterResponses = 1 })))).Value;
        }

        return _scripts[name].Value;
    }

    /// <summary>A call in one of the lanes.</summary>
    internal Task<T> InALaneAsync<T>(Func<Task<T>> call) => _lanes.RunAsync(call);

    private Task<FaultReport> RunAsync(FaultCase fault) => InALaneAsync(() => FaultCall.RunAsync(AppHost, fault));

    /// <summary>What the region's services report as a fault of theirs, with the lines that belong to it.</summary>
    internal string Faults()
    {
        var lines = AppHost.Lines.ToArray();
        return string.Join('\n', Enumerable.Range(0, lines.Length).Where(index => FaultLine().IsMatch(lines[index])).SelectMany(index => lines.Skip(index).Take(8)));
    }

    private int Starts() => AppHost.Lines.Count(line => line.Contains("] started (pid", StringComparison.Ordinal));

    // The native client core calls it a failure when a room is left while it negotiates.
    [GeneratedRegex(@"Unhandled exception|\bcrit: |\bfail: (?!EdgeVoice\.Agent\.LiveKit\.FfiClient\[100\])")]
    private static partial Regex FaultLine();
}
