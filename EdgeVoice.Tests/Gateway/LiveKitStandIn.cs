using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EdgeVoice.Tests.Gateway;

/// <summary>The part of a LiveKit server that the gateway sees: health, the list of rooms, and sockets that echo.</summary>
internal sealed class LiveKitStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _membersAsked;
    private int _listings;
    private int _asked;
    private readonly TaskCompletionSource _hang = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveKitStandIn(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address).ConfigureKestrel(server => server.Limits.MaxRequestLineSize = 64 * 1024);
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Use((context, next) =>
        {
            Interlocked.Increment(ref _asked);
            return next(context);
        });
        _app.UseRouting();
        _app.MapGet("/metrics", () => Metrics is null ? Results.NotFound() : Results.Text(Metrics));
        _app.MapPost("/twirp/livekit.RoomService/ListParticipants", (Delegate)ListParticipantsAsync);
        _app.MapPost("/twirp/livekit.RoomService/CreateRoom", (Delegate)CreateRoomAsync);
        _app.MapPost("/twirp/livekit.RoomService/DeleteRoom", (Delegate)DeleteRoomAsync);
        _app.MapPost("/twirp/livekit.AgentDispatchService/CreateDispatch", (Delegate)DispatchAsync);
        _app.MapPost("/twirp/livekit.RoomService/ListRooms", (Delegate)ListRoomsAsync);
        _app.MapGet("/rtc", context => JoinAsync(context, hasVersion: true));
        _app.MapGet("/rtc/v1", context => JoinAsync(context, SpeaksV1));
        _app.MapGet("/rtc/validate", () => Results.Text("success"));
        _app.MapGet("/rtc/v1/validate", () => SpeaksV1 ? Results.Text("success") : Results.NotFound());
    }

    public enum Fault
    {
        Refuses,
        NotJson,
        WrongShape,
        Hangs,
    }

    public ConcurrentDictionary<string, bool> Rooms { get; } = new();

    public ConcurrentQueue<(string Path, string Query, string Authorization, string Cookie)> Requests { get; } = new();

    /// <summary>Times that the rooms were listed with success.</summary>
    public int Listings => Volatile.Read(ref _listings);

    /// <summary>Requests of any kind.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Participants of a room, as JSON objects.</summary>
    public Func<string, IEnumerable<string>> Members { get; set; } = _ => [];

    /// <summary>How often somebody asked who is in a room.</summary>
    public int MembersAsked => Volatile.Read(ref _membersAsked);

    public ConcurrentQueue<(string Room, string Metadata)> Dispatches { get; } = new();

    /// <summary>No room is made before somebody joins it.</summary>
    public bool RefusesRooms { get; set; }

    public string? Metrics { get; set; }

    public bool SpeaksV1 { get; set; } = true;

    public Fault? Failure { get; set; }

    public string Url => _app.Urls.Single();

    public static async Task<LiveKitStandIn> StartAsync(string address = "http://127.0.0.1:0")
    {
        var server = new LiveKitStandIn(address);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Waits until two lists were asked for: the first may have been written before now.</summary>
    public Task UntilListedTwiceAsync()
    {
        var before = Listings;
        return Eventually.IsTrueAsync("LiveKit was asked twice", () => Listings >= before + 2, GatewayUnderTest.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        _hang.TrySetResult();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task<IResult> ListRoomsAsync(HttpContext context)
    {
        switch (Failure)
        {
            case Fault.Refuses:
                return Results.Text("""{"code":"unauthenticated","msg":"permissions denied"}""", "application/json", statusCode: 401);
            case Fault.NotJson:
                return Results.Text("<html>captive portal</html>", "text/html");
            case Fault.WrongShape:
                return Results.Text("""{"rooms":[{"name":17}]}""", "application/json");
            case Fault.Hangs:
                await _hang.Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.StatusCode(503);
            default:
                var rooms = Rooms.Keys.Select(name => new { sid = "RM_x", name, empty_timeout = 300, num_participants = 1, creation_time = "1763800000" });
                var answer = JsonSerializer.Serialize(new { rooms });
                Interlocked.Increment(ref _listings);
                return Results.Text(answer, "application/json");
        }
    }

    private async Task<IResult> ListParticipantsAsync(HttpContext context)
    {
        var members = Members(await RoomOfAsync(context));
        Interlocked.Increment(ref _membersAsked);
        return Results.Text($$"""{"participants":[{{string.Join(',', members)}}]}""", "application/json");
    }

    private async Task<IResult> CreateRoomAsync(HttpContext context)
    {
        if (RefusesRooms)
        {
            return Results.StatusCode(503);
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var room = body.RootElement.GetProperty("name").GetString()!;
        if (Rooms.TryAdd(room, true))
        {
            Dispatches.Enqueue((room, body.RootElement.GetProperty("agents")[0].GetProperty("metadata").GetString()!));
        }

        return Results.Text("{}", "application/json");
    }

    private async Task<IResult> DeleteRoomAsync(HttpContext context)
    {
        Rooms.TryRemove(await RoomOfAsync(context), out _);
        return Results.Text("{}", "application/json");
    }

    private async Task<IResult> DispatchAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Dispatches.Enqueue((body.RootElement.GetProperty("room").GetString()!, body.RootElement.GetProperty("metadata").GetString()!));
        return Results.Text("{}", "application/json");
    }

    // The first frame says that the guest has joined: SignalResponse { join: {} }.
    private async Task AnswerProbeAsync(HttpContext context)
    {
        if (Failure is not null)
        {
            context.Response.StatusCode = 503;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.SendAsync(new byte[] { 0x0a, 0x00 }, WebSocketMessageType.Binary, true, CancellationToken.None);
        await socket.ReceiveAsync(new byte[64], CancellationToken.None);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static async Task<string> RoomOfAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        return body.RootElement.GetProperty("room").GetString()!;
    }

    private async Task JoinAsync(HttpContext context, bool hasVersion)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (new JsonWebToken(authorization["Bearer ".Length..]) is var guest && guest.Subject == "edgevoice-gateway")
        {
            await AnswerProbeAsync(context);
            return;
        }

        Requests.Enqueue((context.Request.Path, context.Request.QueryString.ToString(), authorization, context.Request.Headers.Cookie.ToString()));
        if (!hasVersion || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = 404;
            return;
        }

        var token = new JsonWebToken(authorization["Bearer ".Length..]);
        Rooms[token.GetPayloadValue<JsonElement>("video").GetProperty("room").GetString()!] = true;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
            {
                await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
        }
    }
}
