using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Faults;

public sealed class ConnectFaultTests(SharedEmulator shared)
{
    [Theory]
    [InlineData(FaultKinds.Connect429, HttpStatusCode.TooManyRequests)]
    [InlineData(FaultKinds.Connect401, HttpStatusCode.Unauthorized)]
    [InlineData(FaultKinds.Connect503, HttpStatusCode.ServiceUnavailable)]
    public async Task Connect_FaultFromHeader_RefusesBeforeTheUpgrade(string kind, HttpStatusCode status)
    {
        var emulator = await shared.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/realtime?model=gpt-realtime");
        request.Headers.Add(FaultHeader.Name, kind);

        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(kind == FaultKinds.Connect429, answer.Headers.RetryAfter is not null);
        await Assert.ThrowsAsync<WebSocketException>(() => emulator.ConnectAsync(kind));
    }

    [Fact]
    public async Task Connect_Hang_NeverAnswersUntilItsEnd()
    {
        var emulator = await shared.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {EmulatorHost.Key}");
        socket.Options.SetRequestHeader(FaultHeader.Name, FaultKinds.ConnectHang);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            socket.ConnectAsync(new Uri($"ws://{emulator.Address.Authority}/v1/realtime?model=gpt-realtime"), patience.Token));
        await Assert.ThrowsAsync<WebSocketException>(() => emulator.ConnectAsync($"{FaultKinds.ConnectHang};durationMs=50"));
    }

    [Fact]
    public async Task Plan_TwoRefusalsForNextSessions_LetTheThirdIn()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using var added = await emulator.Http.PostAsJsonAsync("/admin/faults", new { kind = FaultKinds.Connect503, times = 2 }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<WebSocketException>(() => emulator.ConnectAsync());
        await Assert.ThrowsAsync<WebSocketException>(() => emulator.ConnectAsync());
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
    }

    [Fact]
    public async Task Plan_FaultOfOneCaller_SparesTheOthers()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using var added = await emulator.Http.PostAsJsonAsync("/admin/faults", new { kind = FaultKinds.Connect503, caller = "call_b" }, TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, await RefusalOfAsync(emulator, "call_a"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefusalOfAsync(emulator, "call_b"));
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, await RefusalOfAsync(emulator, "call_b"));
    }

    [Theory]
    [InlineData("no_such_fault")]
    [InlineData("close_1006;afterMs=soon")]
    [InlineData("close_1006;when=now")]
    [InlineData("response_incomplete;reason=tired")]
    public async Task Header_NotUnderstood_Is400(string header)
    {
        var emulator = await shared.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/realtime?model=gpt-realtime");
        request.Headers.Add(FaultHeader.Name, header);

        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> RefusalOfAsync(EmulatorHost emulator, string caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/realtime?model=gpt-realtime");
        request.Headers.Add("OpenAI-Safety-Identifier", caller);
        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
