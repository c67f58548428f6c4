using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace EdgeVoice.Tests.Gateway;

public sealed class DrainTests
{
    [Fact]
    public async Task Drain_LiveSocket_IsKeptForItsTimeWhileNewCallsAreRefused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:DrainSeconds=2");
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        using var socket = await gateway.JoinAsync((await gateway.NewCallAsync()).Token);

        var stopping = gateway.StopAsync();

        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);
        Assert.True((await gateway.HealthAsync()).Body.GetProperty("draining").GetBoolean());
        using var refused = await gateway.PostAsync();
        Assert.Equal("/problems/draining", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        await socket.SendAsync(new byte[] { 7 }, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await socket.ReceiveAsync(new byte[8], TestContext.Current.CancellationToken)).Count);

        await stopping.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[8], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AdminDrain_FromThisMachine_RefusesNewCallsTellsTheAgentsAndCanBeTakenBack()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        using var socket = await gateway.JoinAsync((await gateway.NewCallAsync()).Token);

        using var begun = await gateway.Http.PostAsync("/admin/drain?limitSeconds=7", null);
        Assert.Equal("""{"draining":true,"limitSeconds":7,"agents":1,"agentsTold":1}""", await begun.Content.ReadAsStringAsync());
        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("""{"limitSeconds":7}""", Assert.Single(gateway.Agent.Drains));
        using var refused = await gateway.PostAsync();
        Assert.Equal("/problems/draining", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.Equal(WebSocketState.Open, socket.State);

        using var ended = await gateway.Http.DeleteAsync("/admin/drain");
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        Assert.Equal("end", gateway.Agent.Drains[^1]);
        await gateway.NewCallAsync();
    }

    [Theory]
    [InlineData("X-Forwarded-For", null, HttpStatusCode.Unauthorized)]
    [InlineData("X-Real-IP", null, HttpStatusCode.Unauthorized)]
    [InlineData("True-Client-IP", null, HttpStatusCode.Unauthorized)]
    [InlineData("Via", null, HttpStatusCode.Unauthorized)]
    [InlineData("CF-Connecting-IP", "Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("CF-Connecting-IP", "Bearer the-token-of-the-operator", HttpStatusCode.OK)]
    public async Task AdminDrain_FromElsewhere_NeedsTheToken(string proxyHeader, string? authorization, HttpStatusCode expected)
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:AdminToken=the-token-of-the-operator");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/drain");
        request.Headers.TryAddWithoutValidation(proxyHeader, proxyHeader == "Via" ? "1.1 proxy" : "203.0.113.7");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }
}
