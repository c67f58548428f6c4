using System.Net.Http.Json;
using System.Net.WebSockets;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.RealtimeEmulator.Faults;

public sealed class SessionFaultTests(SharedEmulator shared)
{
    [Fact]
    public async Task SessionExpired_AfterAResponse_IsToldAndClosed()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("session_expired;afterResponses=1;afterMs=20");
        await client.SendAsync(new { type = "response.create" });

        await client.WaitForErrorAsync("session_expired");
        await client.WaitForEndAsync();

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
        Assert.Single(client.All("response.done"));
    }

    [Fact]
    public async Task Close1001_AtOnce_ComesAfterSessionCreated()
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync("close_1001");

        await client.WaitForEndAsync();

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
        Assert.Equal("session.created", Assert.Single(client.Types()));
    }

    [Fact]
    public async Task DisconnectNow_Posted_DropsLiveSessionsOnly()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        await using var first = await emulator.ConnectAsync();
        await using var second = await emulator.ConnectAsync();
        await first.WaitAsync("session.created");
        await second.WaitAsync("session.created");

        using var added = await emulator.Http.PostAsJsonAsync("/admin/faults", new { kind = FaultKinds.DisconnectNow }, TestContext.Current.CancellationToken);
        await first.WaitForEndAsync();
        await second.WaitForEndAsync();
        await using var third = await emulator.ConnectAsync();
        await third.UpdateAsync("alive");

        Assert.Null(first.CloseStatus);
        Assert.Null(second.CloseStatus);
    }

    [Fact]
    public async Task SessionCreatedDelay_OnAManualClock_HoldsTheFirstEventBack()
    {
        var time = new FakeTimeProvider();
        await using var emulator = await EmulatorHost.StartAsync(time);
        await using var client = await emulator.ConnectAsync("session_created_delay;durationMs=3000");
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!client.Types().Contains("session.created"))
        {
            await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("conversation_already_has_active_response", """{"type":"response.create"}""")]
    [InlineData("insufficient_quota", """{"type":"response.create"}""")]
    [InlineData("invalid_api_key", """{"type":"response.create"}""")]
    [InlineData("account_deactivated", """{"type":"response.create"}""")]
    [InlineData("billing_hard_limit_reached", """{"type":"response.create"}""")]
    [InlineData("server_error", """{"type":"response.create"}""")]
    [InlineData("response_cancel_not_active", """{"type":"response.cancel"}""")]
    [InlineData("invalid_value", """{"type":"conversation.item.truncate","item_id":"x","content_index":0,"audio_end_ms":0}""")]
    [InlineData("unsupported_content_type", """{"type":"conversation.item.truncate","item_id":"x","content_index":0,"audio_end_ms":0}""")]
    [InlineData("item_retrieve_invalid_item_id", """{"type":"conversation.item.retrieve","item_id":"x"}""")]
    [InlineData("invalid_event", """{"type":"session.update","session":{"type":"realtime"}}""")]
    public async Task ErrorCode_Planned_RefusesItsEventAndLeavesTheSessionOpen(string kind, string trigger)
    {
        var emulator = await shared.StartAsync();
        await using var client = await emulator.ConnectAsync(kind);
        await client.WaitAsync("session.created");

        await client.SendTextAsync(trigger);
        await client.WaitForErrorAsync(kind);
        await client.UpdateAsync("alive");

        Assert.Empty(client.All("response.created"));
    }

    [Fact]
    public async Task All_PostedForAllSessions_StrikesLiveAndLaterOnesUntilDeleted()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        await using var live = await emulator.ConnectAsync();
        await live.WaitAsync("session.created");
        using var added = await emulator.Http.PostAsJsonAsync("/admin/faults", new { kind = "insufficient_quota", session = "all" }, TestContext.Current.CancellationToken);
        await using var later = await emulator.ConnectAsync();

        await live.SendAsync(new { type = "response.create" });
        await live.WaitForErrorAsync("insufficient_quota");
        await later.SendAsync(new { type = "response.create" });
        await later.WaitForErrorAsync("insufficient_quota");
        using var deleted = await emulator.Http.DeleteAsync("/admin/faults", TestContext.Current.CancellationToken);
        await later.SendAsync(new { type = "response.create" });

        Assert.Equal("completed", (await later.WaitAsync("response.done")).GetProperty("response").GetProperty("status").GetString());
    }
}
