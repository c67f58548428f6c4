using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Gateway.Calls;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EdgeVoice.Tests.Gateway;

public sealed class CallsApiTests
{
    [Fact]
    public async Task PostCalls_NoBody_AnswersAllThatTheCallerNeeds()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var call = await gateway.NewCallAsync();

        Assert.Matches("^call_[a-z2-7]{26}$", call.CallId);
        Assert.Equal(call.CallId, call.Room);
        Assert.Equal(gateway.Origin.Replace("http", "ws", StringComparison.Ordinal), call.Url);
        Assert.StartsWith("caller-", call.Identity, StringComparison.Ordinal);
        Assert.Equal("test", call.Region);
        Assert.InRange(call.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task PostCalls_Token_GrantsOneRoomAndDispatchesTheAgent()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        using var response = await gateway.PostAsync(JsonContent.Create(new { persona = "echo", locale = "de-DE" }));
        var call = (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;
        var token = new JsonWebToken(call.Token);
        var payload = JsonDocument.Parse(Encoding.UTF8.GetString(Base64UrlDecode(token.EncodedPayload))).RootElement;

        Assert.Equal("HS256", token.Alg);
        Assert.Equal(GatewayUnderTest.ApiKey, token.Issuer);
        Assert.Equal(call.Identity, token.Subject);
        Assert.Equal(call.ExpiresAt.ToUnixTimeSeconds(), payload.GetProperty("exp").GetInt64());
        Assert.True(payload.TryGetProperty("nbf", out _));
        Assert.StartsWith("evt_", payload.GetProperty("jti").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            $$"""{"room":"{{call.Room}}","roomJoin":true,"canPublish":true,"canSubscribe":true,"canPublishData":true,"canPublishSources":["microphone"],"canUpdateOwnMetadata":false}""",
            payload.GetProperty("video").GetRawText());
        var room = payload.GetProperty("roomConfig");
        Assert.Equal(call.Room, room.GetProperty("name").GetString());
        var agent = Assert.Single(room.GetProperty("agents").EnumerateArray());
        Assert.Equal("edgevoice", agent.GetProperty("agentName").GetString());
        var (metadata, startedAt) = DispatchMetadata.Read(agent.GetProperty("metadata").GetString()!);
        Assert.Equal($$"""{"callId":"{{call.CallId}}","persona":"echo","region":"test","locale":"de-DE","generation":1,"resume":false}""", metadata);
        Assert.InRange(DateTimeOffset.UtcNow - startedAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(startedAt, payload.GetProperty("attributes").GetProperty("edgevoice.call.started").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("127.0.0.0/8", """{"edgevoice.persona":"concierge","edgevoice.locale":"en-US","edgevoice.caller.city":"São Paulo","edgevoice.caller.country":"BR"}""")]
    [InlineData("10.42.0.0/16", """{"edgevoice.persona":"concierge","edgevoice.locale":"en-US"}""")]
    public async Task Post_WhereTheCallerIs_IsBelievedOnTheEdgesConnectionOnly(string networks, string attributes)
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:EdgeNetworks=" + networks);
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.Origin + "/api/calls");
        request.Headers.TryAddWithoutValidation("CF-IPCountry", "BR");
        request.Headers.TryAddWithoutValidation("cf-ipcity", "São Paulo");

        using var response = await http.SendAsync(request);

        var call = (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;
        var written = JsonNode.Parse(new JsonWebToken(call.Token).GetPayloadValue<JsonElement>("attributes").GetRawText())!.AsObject();
        Assert.True(written.Remove("edgevoice.call.started"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(attributes), written));
    }

    [Theory]
    [InlineData("en-US@posix", "en-US")]
    [InlineData("de-DE@posix", "de-DE")]
    [InlineData("C", "en-US")]
    [InlineData("", "en-US")]
    [InlineData("de_AT.UTF-8", "de-AT")]
    [InlineData("en-US-u-fw-mon-mu-celsius", "en-US")]
    [InlineData("es-u-ms-metric", "es")]
    [InlineData("en-US-u-hc-h12", "en-US")]
    [InlineData("zh-hant-tw-u-ca-roc-co-stroke-nu-hanidec", "zh-Hant-TW")]
    [InlineData("x-klingon", "en-US")]
    public async Task PostCalls_LanguageOfAnyBrowser_IsTakenAsTheNearestOne(string said, string taken)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        using var response = await gateway.PostAsync(JsonContent.Create(new { persona = "echo", locale = said }));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var call = (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;
        Assert.Equal(taken, new JsonWebToken(call.Token).GetPayloadValue<JsonElement>("attributes").GetProperty("edgevoice.locale").GetString());
    }

    [Theory]
    [InlineData("""{"persona":"pirate"}""", "persona", "concierge, echo, storyteller")]
    [InlineData("""{"persona":7}""", "persona", "concierge, echo, storyteller")]
    [InlineData("""{"persona":null}""", "persona", "concierge, echo, storyteller")]
    [InlineData("""{"locale":"../etc"}""", "locale", "language tag")]
    [InlineData("""{"locale":["de"]}""", "locale", "language tag")]
    [InlineData("""{"voice":"x"}""", "voice", "persona, locale")]
    [InlineData("""{"Persona":"echo"}""", "Persona", "persona, locale")]
    [InlineData("""{"persona":"echo","persona":"echo"}""", "body", "twice")]
    [InlineData("""{"persona":""", "body", "JSON")]
    [InlineData("""["echo"]""", "body", "object")]
    [InlineData("""{"persona":"\ud800"}""", "body", "JSON")]
    public async Task PostCalls_WrongBody_NamesTheFieldAndWhatIsAllowed(string body, string field, string hint)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        using var response = await gateway.PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest, "/invalid-request");
        Assert.Contains(hint, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Get<EdgeVoice.Gateway.Slots.SlotLedger>().Count().Reserved);
    }

    [Fact]
    public async Task PostCalls_BodyTooLongOrNotJson_IsRefused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var longBody = Encoding.UTF8.GetBytes("{\"persona\":\"echo\"}" + new string(' ', CallRequestReader.MaxBodyBytes));

        using var tooLong = await gateway.PostAsync(new ByteArrayContent(longBody) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });
        using var noType = await gateway.PostAsync(new StringContent("persona=echo", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Contains("4096", (await ReadProblemAsync(tooLong, HttpStatusCode.BadRequest, "/invalid-request")).GetProperty("errors").GetProperty("body")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("application/json", (await ReadProblemAsync(noType, HttpStatusCode.BadRequest, "/invalid-request")).GetProperty("errors").GetProperty("Content-Type")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostCalls_ManyAtOnce_AdmitsExactlyTheSlots()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Slots=5");

        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gateway.PostAsync()));

        Assert.Equal(5, responses.Count(response => response.StatusCode == HttpStatusCode.Created));
        foreach (var refused in responses.Where(response => response.StatusCode != HttpStatusCode.Created))
        {
            await ReadProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "/no-capacity");
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        }
    }

    [Fact]
    public async Task PostCalls_BehindLocalProxy_GivesTheProxysOriginAndSecureCookie()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "voice.example.com");

        using var response = await gateway.Http.SendAsync(request);
        var call = (await response.Content.ReadFromJsonAsync<GatewayUnderTest.Call>())!;

        Assert.Equal("wss://voice.example.com", call.Url);
        Assert.Contains("secure; samesite=strict; httponly", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("path=/rtc", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task PostCalls_PublicUrlSet_IsWhatCallersAreTold()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:PublicUrl=https://eu.example.com/");

        Assert.Equal("wss://eu.example.com", (await gateway.NewCallAsync()).Url);
    }

    [Fact]
    public async Task PostCalls_FromAnotherSite_TakesNoSlot()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await gateway.Http.SendAsync(request);

        await ReadProblemAsync(response, HttpStatusCode.Forbidden, "/cross-site");
    }

    [Fact]
    public async Task PostCalls_TooOften_SlowsThatClientDownOnly()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:RateLimit:Burst=3", "--Gateway:EdgeNetworks=127.0.0.0/8");

        var statuses = new List<HttpStatusCode>();
        for (var call = 0; call < 4; call++)
        {
            using var response = await PostFromAsync("203.0.113.1");
            statuses.Add(response.StatusCode);
        }

        using var limited = await PostFromAsync("203.0.113.1");
        await ReadProblemAsync(limited, HttpStatusCode.TooManyRequests, "/rate-limited");
        Assert.NotNull(limited.Headers.RetryAfter?.Delta);
        Assert.Equal(3, statuses.Count(status => status == HttpStatusCode.Created));
        using var other = await PostFromAsync("203.0.113.99");
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);

        async Task<HttpResponseMessage> PostFromAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls");
            request.Headers.Add("CF-Connecting-IP", address);
            return await gateway.Http.SendAsync(request);
        }
    }

    private static async Task<JsonElement> ReadProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.EndsWith(type, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        return problem;
    }

    private static byte[] Base64UrlDecode(string value) => System.Buffers.Text.Base64Url.DecodeFromChars(value);
}
