using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeVoice.Gateway;
using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Gateway;

/// <summary>The gateway on a free port, in front of a LiveKit and an agent that can misbehave.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    public const string ApiKey = "devkey";
    public const string ApiSecret = "a-secret-that-is-long-enough-for-hs256";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;

    private GatewayUnderTest(WebApplication app, LiveKitStandIn liveKit, AgentStandIn agent, LogCapture logs)
    {
        (_app, LiveKit, Agent, Logs) = (app, liveKit, agent, logs);
        Http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public LiveKitStandIn LiveKit { get; }

    public AgentStandIn Agent { get; }

    public LogCapture Logs { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a gateway that has a further agent beside its own.</summary>
    public static Task<GatewayUnderTest> StartWithAsync(AgentStandIn second, params string[] settings) => StartAsync(null, null, [second], settings);

    public string Origin => Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<GatewayUnderTest> StartAsync(params string[] settings) => await StartAsync(null, null, settings);

    public static Task<GatewayUnderTest> StartAsync(LiveKitStandIn? liveKit, TimeProvider? time, params string[] settings) => StartAsync(liveKit, time, [], settings);

    private static async Task<GatewayUnderTest> StartAsync(LiveKitStandIn? liveKit, TimeProvider? time, AgentStandIn[] moreAgents, string[] settings)
    {
        liveKit ??= await LiveKitStandIn.StartAsync();
        var agent = await AgentStandIn.StartAsync();
        var logs = new LogCapture();
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            $"--LiveKit:Url={liveKit.Url.Replace("http", "ws", StringComparison.Ordinal)}",
            $"--LiveKit:ApiKey={ApiKey}",
            $"--LiveKit:ApiSecret={ApiSecret}",
            $"--Gateway:AgentUrls={agent.Url}{string.Concat(moreAgents.Select(more => "," + more.Url))}",
            "--Gateway:Region=test",
            "--Gateway:RateLimit:Burst=10000",
            "--Gateway:DrainSeconds=0",
            "--Gateway:Challenge:Kind=None",
            "--Gateway:Budgets:UnusedPerClient=1000",
            "--Gateway:Budgets:UnusedPerNetwork=1000",
            "--Gateway:Budgets:Client:Concurrent=1000",
            .. settings,
        ];
        var app = GatewayApp.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.Services.Configure<LoggerFilterOptions>(filter =>
            {
                filter.Rules.Clear();
                filter.MinLevel = LogLevel.Trace;
            });
            builder.Logging.AddProvider(logs);
            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }
        });
        await app.StartAsync();
        return new GatewayUnderTest(app, liveKit, agent, logs);
    }

    public async Task<HttpResponseMessage> PostAsync(HttpContent? content = null) => await Http.PostAsync("/api/calls", content);

    public async Task<Call> NewCallAsync()
    {
        using var response = await PostAsync();
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var call = (await response.Content.ReadFromJsonAsync<Call>())!;
        return call with { Cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0] };
    }

    public async Task<ClientWebSocket> JoinAsync(string token, string path = "/rtc/v1", string query = "", string? cookie = null, bool inHeader = false)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
        }

        if (inHeader)
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        }

        using var timeout = new CancellationTokenSource(Patience);
        var address = $"{Origin.Replace("http", "ws", StringComparison.Ordinal)}{path}?{(inHeader ? query.TrimStart('&') : "access_token=" + token + query)}";
        try
        {
            await socket.ConnectAsync(new Uri(address), timeout.Token);
        }
        catch (WebSocketException)
        {
        }

        return socket;
    }

    /// <summary>Joins and leaves; the HTTP status of the attempt.</summary>
    public async Task<HttpStatusCode> TryJoinAsync(string token, string path = "/rtc/v1", string query = "", string? cookie = null, bool inHeader = false)
    {
        using var socket = await JoinAsync(token, path, query, cookie, inHeader);
        return socket.State == WebSocketState.Open ? HttpStatusCode.SwitchingProtocols : socket.HttpStatusCode;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> HealthAsync()
    {
        using var response = await Http.GetAsync("/healthz/realtime");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public Task UntilHealthAsync(HttpStatusCode status) =>
        Eventually.IsTrueAsync($"/healthz/realtime answers {status}", async () => (await HealthAsync()).Status == status, Patience);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await LiveKit.DisposeAsync();
        await Agent.DisposeAsync();
    }

    public Task StopAsync() => _app.StopAsync();

    internal sealed record Call(string CallId, string Room, string Url, string Token, string Identity, string Region, DateTimeOffset ExpiresAt, int Generation, string ResumeToken, string Cookie = "");
}
