using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.RealtimeEmulator.Sessions;

public sealed class SessionLimitsTests(SharedEmulator shared)
{
    [Fact]
    public async Task Session_AtItsMaximumAge_ExpiresAndIsClosed()
    {
        var time = new FakeTimeProvider();
        await using var emulator = await EmulatorHost.StartAsync(time);
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");

        time.Advance(TimeSpan.FromMinutes(59));
        await client.UpdateAsync("still alive");
        time.Advance(TimeSpan.FromMinutes(1));
        var error = await client.WaitForErrorAsync("session_expired");
        await client.WaitForEndAsync();

        Assert.Equal("Your session hit the maximum duration of 60 minutes.", error.GetProperty("message").GetString());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
    }

    [Fact]
    public async Task Messages_ThreeHundredMalformed_EachGetAnErrorAndTheSessionLives()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");
        var random = new Random(20261122);

        for (var i = 0; i < 300; i++)
        {
            await client.SendBytesAsync(MalformedEvents.Next(random), random.Next(10) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
        }

        await client.WaitAsync("error", 300);
        await client.UpdateAsync("alive");

        Assert.Equal(300, client.All("error").Count());
        Assert.DoesNotContain("server_error", client.All("error").Select(error => error.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Append_OverFifteenMebibytes_IsRefusedAndAMessageFarBeyondClosesTheSession()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");

        await client.SendTextAsync($$"""{"type":"input_audio_buffer.append","audio":"{{new string('A', (15 * 1024 * 1024) + 4)}}"}""");
        await client.WaitForErrorAsync("invalid_value");
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await client.SendTextAsync(new string(' ', 17 * 1024 * 1024));
            await client.WaitForEndAsync();
            throw new WebSocketException("closed");
        });
        await client.WaitForEndAsync();

        Assert.True(client.CloseStatus is null or WebSocketCloseStatus.MessageTooBig, $"{client.CloseStatus}");
    }

    [Fact]
    public async Task Stop_WithALiveSession_ClosesItAsGoingAway()
    {
        var emulator = await EmulatorHost.StartAsync();
        await using var client = await emulator.ConnectAsync();
        await client.WaitAsync("session.created");

        var stopping = emulator.DisposeAsync();
        await client.WaitForEndAsync();
        await client.DisposeAsync();
        await stopping;

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
    }

    [Fact]
    public async Task Reader_ThatNeverReads_IsCutOff()
    {
        await using var emulator = await EmulatorHost.StartAsync("OutboundLimitBytes=65536", "Speed=1000");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {EmulatorHost.Key}");
        await socket.ConnectAsync(new Uri($"ws://{emulator.Address.Authority}/v1/realtime?model=gpt-realtime"), TestContext.Current.CancellationToken);
        await SendAsync("""{"type":"session.update","session":{"type":"realtime","instructions":"storyteller"}}""");
        await SendAsync("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"go"}]}}""");
        await SendAsync("""{"type":"response.create"}""");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        string? reason;
        do
        {
            await poll.WaitForNextTickAsync(limit.Token);
            reason = JsonElement.Parse(await emulator.Http.GetStringAsync("/admin/sessions", limit.Token))[0].GetProperty("endReason").GetString();
        }
        while (reason is null);

        Assert.Equal("slow_reader", reason);

        Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
    }
}
