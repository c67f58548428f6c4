using System.Net.Http.Json;
using System.Security.Cryptography;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Bench.Stalls;

/// <summary>One region with two providers, and a call for each kind of stall at each moment of a turn.</summary>
internal sealed class StallDrill : IAsyncDisposable
{
    public const string Region = "us-east";

    private const string Place = "new-york";
    private const string Near = "near";

    // Seconds of speech in a second. At the emulator's usual twenty an answer has arrived before anybody could break it.
    private const string Speed = "2";

    private static readonly TimeSpan s_upLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private readonly StallOptions _options;
    private readonly NearProvider _near;
    private readonly OwnAppHost _own;
    private readonly CallRecord _record;
    private readonly string _database;
    private readonly TextWriter _progress;
    private readonly FfiClient _core = new(NullLogger<FfiClient>.Instance);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private StallDrill(StallOptions options, NearProvider near, OwnAppHost own, CallRecord record, string database, TextWriter progress)
    {
        (_options, _near, _own, _record, _database, _progress) = (options, near, own, record, database, progress);
    }

    /// <exception cref="BenchException">The region did not get ready, or a call did not get as far as its stall.</exception>
    public static async Task<IReadOnlyList<StallResult>> RunAsync(StallOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        await using var standby = await StandbyProvider.StartAsync(key, Speed, cancellationToken);
        await using var near = new NearProvider();
        await using var own = await OwnAppHost.CreateAsync(Settings(options, key, near, standby), Directory.CreateTempSubdirectory("edgevoice-bench-").FullName, ownsState: true, cancellationToken);
        near.AppHost = own.Resources;
        try
        {
            await own.GetReadyAsync(cancellationToken);
            var database = await own.ConnectionStringAsync(cancellationToken);
            using var record = new CallRecord(database, key, [own.Resources.Url($"{NearProvider.Resource}-{Region}"), standby.Url]);
            await using var drill = new StallDrill(options, near, own, record, database, progress);
            return await drill.RunAsync(cancellationToken);
        }
        finally
        {
            if (options.Log is { } log)
            {
                await File.WriteAllLinesAsync(log.FullName, own.Lines, CancellationToken.None);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _core.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Dictionary<string, string> Settings(StallOptions options, string key, NearProvider near, StandbyProvider standby)
    {
        var settings = new Dictionary<string, string>
        {
            ["EdgeVoice__Regions"] = Region,
            ["Parameters__realtime-emulator-key"] = key,
            ["RealtimeEmulator__Speed"] = Speed,
            ["Realtime__Endpoints__0__Name"] = Near,
            ["Realtime__Endpoints__0__Url"] = near.Url,
            // The next call shall begin with the provider that stalled, as soon as it is well.
            ["Realtime__RecoveryInterval"] = "00:00:01",
        };
        if (!options.Alone)
        {
            settings["Realtime__Endpoints__1__Name"] = "standby";
            settings["Realtime__Endpoints__1__Url"] = new UriBuilder(standby.Url) { Scheme = "ws", Path = "/v1/realtime" }.Uri.ToString();
        }

        return settings;
    }

    private async Task<IReadOnlyList<StallResult>> RunAsync(CancellationToken cancellationToken)
    {
        // Processes that have just started compile what they do for the first time, and their voice is made on demand.
        await _progress.WriteLineAsync($"rehearsed: {Tell(await RunAsync(StallKind.Mute, StallMoment.CallerStopped, cancellationToken))}");
        List<StallResult> results = [];
        foreach (var kind in _options.Kinds)
        {
            foreach (var moment in _options.Moments)
            {
                var result = await RunAsync(kind, moment, cancellationToken);
                await _progress.WriteLineAsync($"{StallNames.Of(kind)}, {StallNames.Of(moment)}: {Tell(result)}");
                results.Add(result);
            }
        }

        return results;
    }

    private static string Tell(StallResult result) => FormattableString.Invariant($"noticed after {result.NoticedMs:0} ms, silence of {result.SilenceMs:0} ms, {result.Unanswered ?? "went on"}");

    private async Task<StallResult> RunAsync(StallKind kind, StallMoment moment, CancellationToken cancellationToken)
    {
        await NearIsChosenAsync(cancellationToken);
        await using var call = new StallCall(new Caller(_core, new CallsClient([_own.Resources.Url("edge")], Place)), moment, _database, stop => _near.StrikeAsync(kind, stop));
        var unanswered = await call.RunAsync(cancellationToken);
        var noticed = _near.NoticedMs;
        await call.DisposeAsync();
        await _near.RepairAsync(cancellationToken);
        var callId = call.Caller.Grant.CallId;
        var outcome = await _record.OutcomeAsync(callId, cancellationToken);
        var heard = await _record.WordsAsync(callId, cancellationToken);
        var result = new StallResult(kind, moment, noticed, call.SilenceMs, HeardWords.Lost(call.Said, heard), unanswered, outcome, await _record.EffectsAsync(callId, cancellationToken));
        if (_options.Verbose || !result.Holds(_options.LongestSilenceMs))
        {
            await ExplainAsync(call, heard);
        }

        return result;
    }

    private async Task ExplainAsync(StallCall call, IReadOnlyCollection<HeardWords> heard)
    {
        foreach (var seen in call.Caller.Events())
        {
            await _progress.WriteLineAsync(FormattableString.Invariant($"    {seen.At,8:0} ms  {seen.What}"));
        }

        foreach (var turn in call.Caller.Turns())
        {
            await _progress.WriteLineAsync(FormattableString.Invariant($"    {turn.At,8:0} ms  turn {turn.Turn} of the {turn.Initiator}"));
        }

        foreach (var words in heard)
        {
            await _progress.WriteLineAsync(FormattableString.Invariant($"    written down: {words.Text} ({words.SpeechMs:0} ms)"));
        }

        foreach (var said in call.Said)
        {
            await _progress.WriteLineAsync(FormattableString.Invariant($"    said: {said.Text} ({said.SoundMs:0} ms)"));
        }
    }

    /// <summary>The region is well, and its next session is opened at the provider that will stall.</summary>
    private async Task NearIsChosenAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_upLimit);
        await _own.Resources.WaitUntilUpAsync([$"region-{Region}", $"agent-{Region}"], s_upLimit, cancellationToken);
        await EdgeStatus.WaitUntilHealthyAsync([_own.Resources.Url("edge")], s_upLimit, cancellationToken);
        var agent = new Uri(_own.Resources.Url($"agent-{Region}"), "/status");
        try
        {
            while ((await _http.GetFromJsonAsync<Status>(agent, limit.Token))!.Providers.FirstOrDefault(provider => provider.Chosen) is not { Name: Near, State: "healthy" })
            {
                await Task.Delay(s_poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The agent did not go back to the provider within {s_upLimit.TotalSeconds:0} s.");
        }
    }

    private sealed record Status(IReadOnlyList<Provider> Providers);

    private sealed record Provider(string Name, string State, bool Chosen);
}
