using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EdgeVoice.Tests.Gateway;

public sealed class SignallingTests
{
    [Theory]
    [InlineData("/rtc", false)]
    [InlineData("/rtc/v1", false)]
    [InlineData("/rtc/v1", true)]
    public async Task Join_FirstUse_ReachesLiveKitAndCarriesFrames(string path, bool inHeader)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();

        using var socket = await gateway.JoinAsync(call.Token, path, "&auto_subscribe=1", call.Cookie, inHeader);
        var answer = new byte[16];
        await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        var received = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], answer[..received.Count]);
        Assert.Equal((path, "?auto_subscribe=1", "Bearer " + call.Token, ""), Assert.Single(gateway.LiveKit.Requests));
        Assert.Equal(1, gateway.Get<SlotLedger>().Count().Active);
    }

    [Fact]
    public async Task Join_SecondUse_IsRefusedInWords()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(call.Token));
        using var validate = await gateway.Http.GetAsync("/rtc/v1/validate?access_token=" + call.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, validate.StatusCode);
        Assert.Equal("*", validate.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("token was used already: ask for a new call", await validate.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Join_TwentyAtOnce_LetsOneIn()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();

        var sockets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.JoinAsync(call.Token)));

        Assert.Equal(1, sockets.Count(socket => socket.State == WebSocketState.Open));
        Array.ForEach(sockets, socket => socket.Dispose());
    }

    [Fact]
    public async Task Join_LiveKitWithoutV1_FallsBackWithTheSameToken()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.LiveKit.SpeaksV1 = false;
        var call = await gateway.NewCallAsync();

        Assert.Equal(HttpStatusCode.NotFound, await gateway.TryJoinAsync(call.Token, "/rtc/v1"));
        using var validate = await gateway.Http.GetAsync("/rtc/v1/validate?access_token=" + call.Token);
        Assert.Equal(HttpStatusCode.NotFound, validate.StatusCode);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, "/rtc"));
    }

    [Fact]
    public async Task Validate_UnusedToken_DoesNotUseItUp()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();

        // Many times: the next request may come before the one before has ended behind its answer.
        for (var time = 0; time < 50; time++)
        {
            Assert.Equal("success", await gateway.Http.GetStringAsync("/rtc/validate?access_token=" + call.Token));
        }

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));
    }

    [Theory]
    [InlineData("/rtc", "&reconnect=1&sid=PA_x")]
    [InlineData("/rtc/v1", "&join_request=EgI4AQ")]
    public async Task Return_WithWhatTheAddressShows_IsRefused(string path, string query)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();
        using var caller = await gateway.JoinAsync(call.Token);

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(call.Token, path, query));
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(TestTokens.Create(call.Room), path, query));

        Assert.Equal(WebSocketState.Open, caller.State);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, path, query, call.Cookie));
    }

    [Fact]
    public async Task Return_OfANativeClient_ShowsTheTokenInAHeader()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();

        // What it does by itself when its first connection brought no media in time.
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, inHeader: true));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, inHeader: true));
    }

    [Fact]
    public async Task Join_AnswersWithTheCookieOfTheCall()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();

        using var socket = await gateway.JoinAsync(call.Token);

        Assert.StartsWith(call.Cookie + ";", Assert.Single(socket.HttpResponseHeaders!["Set-Cookie"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullReconnect_NeedsTheCookieOfThatCall()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var (call, other) = (await gateway.NewCallAsync(), await gateway.NewCallAsync());
        await gateway.TryJoinAsync(call.Token);

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(call.Token, cookie: other.Cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(call.Token, cookie: call.Cookie + "x"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, cookie: call.Cookie));
    }

    [Fact]
    public async Task Join_TokenRenewedByLiveKit_PassesWhileTheCallGoesOn()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();
        var renewed = TestTokens.Create(call.Room);

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(renewed, cookie: call.Cookie));
        await gateway.TryJoinAsync(call.Token);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(renewed, cookie: call.Cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(TestTokens.Create("call_never_admitted")));
    }

    [Fact]
    public async Task Join_ExpiredToken_IsRefusedFirstAndRenewedOnReturn()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow, flows: true);
        await using var gateway = await GatewayUnderTest.StartAsync(null, time);
        var (late, call) = (await gateway.NewCallAsync(), await gateway.NewCallAsync());
        using var socket = await gateway.JoinAsync(call.Token);

        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(late.Token));
        Assert.Equal(WebSocketState.Open, socket.State);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, "/rtc", "&reconnect=1", call.Cookie));
        var shown = new JsonWebToken(gateway.LiveKit.Requests.Last().Authorization["Bearer ".Length..]);
        Assert.Equal(call.Identity, shown.Subject);
        Assert.Equal(call.Room, shown.GetPayloadValue<JsonElement>("video").GetProperty("room").GetString());
        Assert.True(shown.ValidTo > time.GetUtcNow());
    }

    [Fact]
    public async Task Slot_RoomGoneAfterItsCallerCameBack_ComesFree()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Slots=1");
        var call = await gateway.NewCallAsync();
        await gateway.TryJoinAsync(call.Token);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token, "/rtc", "&reconnect=1", call.Cookie));
        await gateway.LiveKit.UntilListedTwiceAsync();

        gateway.LiveKit.Rooms.Clear();

        await Eventually.IsTrueAsync("the slot is free", () => gateway.Get<SlotLedger>().Count().Free == 1, GatewayUnderTest.Patience);
    }

    [Fact]
    public async Task Slot_RoomGone_ComesFree()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Slots=1");
        var call = await gateway.NewCallAsync();
        await gateway.TryJoinAsync(call.Token);
        using (var full = await gateway.PostAsync())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        }

        await gateway.LiveKit.UntilListedTwiceAsync();
        gateway.LiveKit.Rooms.Clear();

        await Eventually.IsTrueAsync("the slot is free", () => gateway.Get<SlotLedger>().Count().Free == 1, GatewayUnderTest.Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.TryJoinAsync(call.Token, "/rtc", "&reconnect=1", call.Cookie));
        await gateway.NewCallAsync();
    }

    [Theory]
    [InlineData("/twirp/livekit.RoomService/ListRooms")]
    [InlineData("/agent")]
    [InlineData("/rtc/v2")]
    [InlineData("/rtc/v1/validate/x")]
    [InlineData("/rtc/../twirp/livekit.RoomService/ListRooms")]
    [InlineData("/metrics")]
    [InlineData("/status")]
    public async Task OtherPathsOfLiveKit_AreNotReachable(string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") };
        request.Headers.Authorization = new("Bearer", TestTokens.Create("call_x"));

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
