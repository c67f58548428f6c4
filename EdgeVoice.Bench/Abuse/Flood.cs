using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Bench.Failover.Callers;

namespace EdgeVoice.Bench.Abuse;

/// <summary>Somebody who takes what they can get: calls that are never joined, resumes of them, and one joined call that pours text into its room.</summary>
internal sealed class Flood(FfiClient core, IReadOnlyList<Uri> gateways, int addresses, int rate)
{
    private const int ResumesEach = 3;
    private const int TextLength = 60 * 1024;

    public FloodCounts Counts { get; } = new();

    public Task RunAsync(CancellationToken cancellationToken) =>
        addresses == 0 ? Task.CompletedTask : Task.WhenAll(Task.Run(() => AskAsync(cancellationToken), CancellationToken.None), Task.Run(() => PourAsync(cancellationToken), CancellationToken.None));

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        try
        {
            for (var number = 0; await timer.WaitForNextTickAsync(cancellationToken); number++)
            {
                await AskOnceAsync(http, gateways[number % gateways.Count], number % addresses, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    private async Task AskOnceAsync(HttpClient http, Uri gateway, int address, CancellationToken cancellationToken)
    {
        http.DefaultRequestHeaders.Remove(CallsClient.AddressHeader);
        http.DefaultRequestHeaders.Add(CallsClient.AddressHeader, Address(address));
        Counts.Requests++;
        using var response = await http.PostCallAsync(new Uri(gateway, "/api/calls"), "echo", cancellationToken);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            Counts.Refused++;
            return;
        }

        Counts.Granted++;
        var grant = (await response.Content.ReadFromJsonAsync<Grant>(cancellationToken))!;
        for (var resume = 0; resume < ResumesEach; resume++)
        {
            Counts.Resumes++;
            using var resumed = await http.PostAsJsonAsync(
                new Uri(gateway, $"/api/calls/{grant.CallId}/resume"), new { resumeToken = grant.ResumeToken, attempt = Guid.NewGuid(), reason = "no-answer" }, cancellationToken);
            if (resumed.StatusCode == HttpStatusCode.Created)
            {
                Counts.Resumed++;
                grant = (await resumed.Content.ReadFromJsonAsync<Grant>(cancellationToken))!;
            }
        }
    }

    private async Task PourAsync(CancellationToken cancellationToken)
    {
        var text = new string('x', TextLength);
        using var calls = new CallsClient(gateways, "new-york", Address(addresses));
        try
        {
            var grant = await calls.PlaceAsync("echo", cancellationToken);
            await using var room = await Room.ConnectAsync(core, grant.Url.ToString(), grant.Token, new RoomConnectOptions(), cancellationToken);
            while (!cancellationToken.IsCancellationRequested)
            {
                await room.SendTextAsync(text, new TextStreamOptions("edgevoice.ping"), cancellationToken);
                await room.PublishDataAsync(new byte[10 * 1024], "edgevoice.ping", reliable: true, cancellationToken);
                Counts.Texts++;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or FfiException or Hosting.BenchException)
        {
            // The round is over, or somebody put an end to it.
        }
    }

    // One network each, so that only an address limit can tell them apart.
    private static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"203.{number / 250}.{number % 250}.7");
}
