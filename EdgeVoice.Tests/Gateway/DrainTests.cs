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
}
