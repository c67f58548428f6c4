using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Checks;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Bench.Abuse;

/// <summary>Two regions; rounds without a flood, and with one from one and from many addresses.</summary>
internal sealed class AbuseBench(OwnAppHost own, FfiClient core, string providerKey)
{
    private const string Place = "new-york";

    private static readonly string[] s_regions = ["us-east", "us-west"];
    private static readonly int[] s_addresses = [0, 1, 200];
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a caller stays after the first word.</summary>
    private static readonly TimeSpan s_talk = TimeSpan.FromSeconds(2);

    private readonly Uri[] _gateways = [.. s_regions.Select(region => own.Resources.Url($"gateway-{region}"))];

    /// <exception cref="BenchException">The regions did not get ready.</exception>
    public static async Task<IReadOnlyList<AbuseRound>> RunAsync(int callers, TimeSpan length, int rate, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        await using var own = await OwnAppHost.StartAsync(
            new Dictionary<string, string> { ["EdgeVoice__Regions"] = string.Join(',', s_regions), ["Parameters__realtime-emulator-key"] = key }, cancellationToken);
        await EdgeStatus.WaitUntilHealthyAsync([own.Resources.Url("edge")], s_limit, cancellationToken);
        using var core = new FfiClient(NullLogger<FfiClient>.Instance);
        var bench = new AbuseBench(own, core, key);
        // Once for the compiler.
        _ = await bench.CallAsync(99, cancellationToken);
        var rounds = new List<AbuseRound>();
        foreach (var addresses in s_addresses)
        {
            rounds.Add(await bench.RoundAsync(addresses, callers, length, rate, cancellationToken));
        }

        return rounds;
    }

    private async Task<AbuseRound> RoundAsync(int addresses, int callers, TimeSpan length, int rate, CancellationToken cancellationToken)
    {
        var sessions = await SessionsAsync(cancellationToken);
        var before = Rss();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var flood = new Flood(core, _gateways, addresses, rate);
        var flooding = flood.RunAsync(over.Token);
        var memory = MaxRssAsync(over.Token);
        var calls = new List<Task<(double Grant, double Greeting)?>>();
        for (var caller = 0; caller < callers; caller++)
        {
            // Into the flood, not before it.
            await Task.Delay(length / (callers + 1), cancellationToken);
            calls.Add(CallAsync(caller, cancellationToken));
        }

        var waits = (await Task.WhenAll(calls)).OfType<(double Grant, double Greeting)>().ToArray();
        await over.CancelAsync();
        await flooding;
        using var slots = new SlotCheck(own.Resources);
        var leaked = await slots.LeakedAsync(cancellationToken);
        var opened = (await SessionsAsync(cancellationToken)).Except(sessions).Count();
        return new AbuseRound(
            addresses, callers, waits.Length, Median(waits, wait => wait.Grant), Max(waits, wait => wait.Grant), Median(waits, wait => wait.Greeting), Max(waits, wait => wait.Greeting),
            flood.Counts, opened, before, await memory, leaked);
    }

    /// <summary>ms until the grant and until the first word; nothing when there was none.</summary>
    private async Task<(double Grant, double Greeting)?> CallAsync(int number, CancellationToken cancellationToken)
    {
        await using var caller = new Caller(core, new CallsClient([_gateways[number % _gateways.Length]], Place, string.Create(CultureInfo.InvariantCulture, $"198.51.100.{number + 1}")));
        var asked = Stopwatch.GetTimestamp();
        try
        {
            await caller.PlaceAsync("echo", s_limit, cancellationToken);
            var granted = caller.GrantedAt;
            await caller.UntilAsync("a greeting", () => caller.Recording.LastAudible(0) is not null, s_limit, cancellationToken);
            var greeted = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            await Task.Delay(s_talk, cancellationToken);
            return (Stopwatch.GetElapsedTime(asked, granted).TotalMilliseconds, greeted);
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync($"caller {number}: {exception.Message}");
            return null;
        }
    }

    private async Task<IReadOnlySet<string>> SessionsAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", providerKey);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var provider in own.Resources.All.Where(resource => resource.Http is not null && resource.Name.StartsWith("realtime-", StringComparison.Ordinal)))
        {
            var list = await http.GetFromJsonAsync<JsonElement>(new Uri(provider.Http!, "admin/sessions"), cancellationToken);
            known.UnionWith(list.EnumerateArray().Select(session => session.GetProperty("id").GetString()!));
        }

        return known;
    }

    private async Task<double> MaxRssAsync(CancellationToken cancellationToken)
    {
        var most = Rss();
        using var timer = new PeriodicTimer(s_look);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                most = Math.Max(most, Rss());
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }

        return most;
    }

    private double Rss() => s_regions
        .Select(region => own.Resources.Named($"agent-{region}").ProcessId ?? throw new BenchException($"agent-{region} is no process"))
        .Sum(id => Process.GetProcessById(id).WorkingSet64 / (1024.0 * 1024));

    private static double Median((double Grant, double Greeting)[] waits, Func<(double Grant, double Greeting), double> of) =>
        waits.Length == 0 ? double.NaN : waits.Select(of).Order().ElementAt(waits.Length / 2);

    private static double Max((double Grant, double Greeting)[] waits, Func<(double Grant, double Greeting), double> of) => waits.Select(of).DefaultIfEmpty(double.NaN).Max();
}
