using System.Diagnostics;
using System.Net;
using System.Text;

namespace EdgeVoice.Tests.Gateway;

public sealed class HostileInputTests
{
    private const int Rounds = 300;

    [Fact]
    public async Task Tokens_Malformed_AreRefusedWithoutAnError()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var call = await gateway.NewCallAsync();
        var random = new Random(300);

        for (var round = 0; round < Rounds; round++)
        {
            var token = Malform(call.Token, call.Room, random);
            using var request = new HttpRequestMessage(HttpMethod.Get, random.Next(2) == 0 ? "/rtc/validate" : "/rtc/v1/validate");
            if (random.Next(2) == 0)
            {
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            }
            else
            {
                request.RequestUri = new Uri(request.RequestUri + "?access_token=" + Uri.EscapeDataString(token), UriKind.Relative);
            }

            using var response = await gateway.Http.SendAsync(request);
            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, $"{response.StatusCode} for {token}");
        }

        Assert.Empty(gateway.LiveKit.Requests);
        Assert.Empty(gateway.Logs.Errors);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await gateway.TryJoinAsync(call.Token));
    }

    [Fact]
    public async Task Bodies_Malformed_AreRefusedWithoutAnError()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Slots=1000");
        var random = new Random(301);
        string[] seeds = ["""{"persona":"echo","locale":"de-DE"}""", """{"persona":{"a":[1,2,{"b":null}]}}""", "[[[[[[[[[[1]]]]]]]]]]", "\"\\u0000\"", "{\"locale\":\"\uFEFF\"}"];
        string?[] types = ["application/json", "application/json; charset=utf-16", "text/plain", "application/", null, "application/json;charset=utf-8"];

        for (var round = 0; round < Rounds; round++)
        {
            var body = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]);
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var content = new ByteArrayContent(random.Next(10) == 0 ? [.. body, .. new byte[random.Next(9_000)]] : body);
            content.Headers.TryAddWithoutValidation("Content-Type", types[random.Next(types.Length)]);
            using var response = await gateway.PostAsync(content);

            Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Created, $"{response.StatusCode} for {Encoding.Latin1.GetString(body)}");
        }

        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Secrets_EverythingLoggedAndTraced_ShowUpNowhere()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue(activity.DisplayName + string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:HealthToken=a-health-token-of-the-operator");
        var call = await gateway.NewCallAsync();

        await gateway.TryJoinAsync(call.Token, "/rtc");
        await gateway.TryJoinAsync(call.Token, "/rtc");
        await gateway.TryJoinAsync(call.Token, "/rtc", "&reconnect=1", call.Cookie);
        await gateway.TryJoinAsync(call.Token[..^2] + "xx", "/rtc");
        await gateway.Http.GetAsync("/nowhere?ACCESS%5Ftoken=" + call.Token);
        await gateway.StopAsync();

        var signature = call.Token.Split('.')[2];
        var everything = gateway.Logs.All + string.Join('\n', spans.Where(span => span.Contains(new Uri(gateway.Origin).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) || span.Contains("rtc", StringComparison.Ordinal)));
        Assert.Contains("/rtc", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(signature[..^2], everything, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayUnderTest.ApiSecret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(call.Cookie.Split('=')[1], everything, StringComparison.Ordinal);
    }

    private static string Malform(string token, string room, Random random) => random.Next(10) switch
    {
        0 => TestTokens.Unsigned(room),
        1 => TestTokens.Create(room, secret: "another-secret-that-is-long-enough-for-it"),
        2 => TestTokens.Create(room, key: "otherkey"),
        3 => token[..random.Next(token.Length)],
        4 => token + new string('A', random.Next(1, 20_000)),
        5 => new string('x', random.Next(0, 12_000)),
        6 => TestTokens.Create(room, algorithm: "HS512"),
        7 => TestTokens.Create(room, validFor: TimeSpan.FromHours(-1)),
        8 => string.Join('.', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Convert.ToBase64String(Bytes(random)))),
        _ => Flip(token, random),
    };

    private static string Flip(string token, Random random)
    {
        var characters = token.ToCharArray();
        var at = random.Next(token.Length - 2);
        characters[at] = characters[at] == 'A' ? 'B' : 'A';
        return new string(characters);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        return bytes;
    }
}
