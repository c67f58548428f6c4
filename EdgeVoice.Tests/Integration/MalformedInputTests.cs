using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>A thousand wrong inputs at every door of a running region, with fixed seeds.</summary>
[Collection(CrashGroup.Name)]
public sealed partial class MalformedInputTests
{
    private const int Each = 250;

    // Room for heaps that grew and were not given back, not for what adds up.
    private const double Growth = 1.25;
    private const long GrowthKilobytes = 20 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly string[] s_resources = ["agent-us-east", "gateway-us-east", "livekit-us-east", "postgres-server", "realtime"];

    [Fact]
    public async Task Thousand_MalformedInputs_NothingFallsLeaksOrGrows()
    {
        await using var appHost = await HostedAppHost.StartAsync(environment: new Dictionary<string, string> { ["Gateway__RateLimit__Burst"] = "100000", ["Gateway__RateLimit__PerSecond"] = "100000" });
        await using var provider = await LyingProvider.StartAsync(Each);
        await using var lone = await LoneAgent.StartAsync(appHost, provider.Endpoint, s_limit);
        using var health = new GatewayHealth(appHost);
        await health.OkAsync(s_limit);
        var before = s_resources.ToDictionary(resource => resource, appHost.ProcessIdOf);
        int[] watched = [before["agent-us-east"], before["gateway-us-east"], before["livekit-us-east"], lone.ProcessId];

        await RoundAsync(appHost, provider, lone, health, "warm-up");
        var memory = watched.Select(ProcessTree.ResidentKilobytes).ToArray();
        await RoundAsync(appHost, provider, lone, health, "counted");

        foreach (var (processId, kilobytes) in watched.Zip(memory))
        {
            await Eventually.IsTrueAsync(
                $"{processId} back near {kilobytes} KiB", () => ProcessTree.ResidentKilobytes(processId) < (kilobytes * Growth) + GrowthKilobytes, s_limit);
        }

        await using var caller = CallerProcess.Start(appHost.CallPage, "echo");
        await caller.WaitForAsync("turn", s_limit);
        await caller.HangUpAsync();
        Assert.Equal(before, s_resources.ToDictionary(resource => resource, appHost.ProcessIdOf));
        Assert.False(lone.HasExited);
        Assert.DoesNotContain(appHost.Lines.Concat(lone.Lines), line => Trouble().IsMatch(line));
        Assert.Empty(Leaks.Of(appHost));
    }

    private static async Task RoundAsync(HostedAppHost appHost, LyingProvider provider, LoneAgent lone, GatewayHealth health, string name)
    {
        var sent = provider.Sent;
        await lone.DispatchAsync($"lone_{name}");
        await Task.WhenAll(BodiesAsync(appHost.CallPage), TokensAsync(appHost.CallPage), FramesAsync(appHost.CallPage));
        await Eventually.IsTrueAsync("the provider's lies", () => provider.Sent >= sent + Each, s_limit);
        await health.UsedSlotsAsync(0, s_limit);
    }

    private static async Task BodiesAsync(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        var random = new Random(Malformed.Seed);
        for (var number = 0; number < Each; number++)
        {
            var (body, type) = Malformed.Body(random);
            using var content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            using var response = await http.PostAsync("api/calls", content);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} for {Encoding.Latin1.GetString(body)}");
        }
    }

    private static async Task TokensAsync(Uri gateway)
    {
        var random = new Random(Malformed.Seed);
        for (var number = 0; number < Each; number++)
        {
            var token = Malformed.Token(random);
            using var socket = new ClientWebSocket();
            socket.Options.CollectHttpResponseDetails = true;
            var query = "";
            if (random.Next(2) == 0)
            {
                socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            }
            else
            {
                query = $"?access_token={token}";
            }

            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Signalling(gateway, query), CancellationToken.None));
            Assert.True((int)socket.HttpStatusCode is >= 400 and < 500, $"{socket.HttpStatusCode} for {token}");
        }
    }

    /// <summary>Each frame on a socket of its own, read to its end: so the frame was looked at. The same caller comes back for the next.</summary>
    private static async Task FramesAsync(Uri gateway)
    {
        var random = new Random(Malformed.Seed);
        var token = await NewCallAsync(gateway);
        var session = "";
        for (var number = 0; number < Each; number++)
        {
            using var limit = new CancellationTokenSource(s_limit);
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
            await socket.ConnectAsync(Signalling(gateway, $"?protocol=16{(session.Length == 0 ? "" : $"&reconnect=1&sid={session}")}"), limit.Token);
            session = session.Length == 0 ? await SessionAsync(socket, limit.Token) : session;
            var (frame, isText) = Malformed.Frame(random);
            await socket.SendAsync(frame.AsMemory(), isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, limit.Token);
            try
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            }
            catch (WebSocketException)
            {
                // The other side was quicker.
            }
        }
    }

    private static async Task<string> NewCallAsync(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var response = await http.PostCallAsync(new Uri(http.BaseAddress!, "api/calls"), "echo", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    // The join response names the participant's session first.
    private static async Task<string> SessionAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return SessionId().Match(Encoding.Latin1.GetString(buffer, 0, received.Count)).Value;
    }

    private static Uri Signalling(Uri gateway, string query) => new UriBuilder(gateway) { Scheme = "ws", Path = "/rtc", Query = query }.Uri;

    [GeneratedRegex(@"PA_\w{12}")]
    private static partial Regex SessionId();

    [GeneratedRegex("unhandled|fail:|crit:|exited with code", RegexOptions.IgnoreCase)]
    private static partial Regex Trouble();
}
