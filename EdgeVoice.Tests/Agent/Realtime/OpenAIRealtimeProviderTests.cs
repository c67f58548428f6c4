using System.Net.Http.Json;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Agent.Realtime;

/// <summary>The adapter against the emulator over a real WebSocket.</summary>
public sealed class OpenAIRealtimeProviderTests : IAsyncLifetime
{
    private static readonly RealtimeSessionConfig s_config = new("You are kind.", "marin", new TurnDetection(), [], "call_1");
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private EmulatorHost _emulator = null!;

    public async ValueTask InitializeAsync() => _emulator = await EmulatorHost.StartAsync();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Connect_WithHistory_AnswersInItsContext()
    {
        await using var session = await ConnectAsync([new UserSaid("Good evening"), new AgentSaid("Hello"), new UserSaid("And now?")]);
        session.CreateResponse(null);
        var events = await UntilAsync(session, said => said is ResponseDone);

        Assert.StartsWith("sess_", session.Id, StringComparison.Ordinal);
        Assert.Equal("Thank you. Please go on.", string.Concat(events.OfType<TranscriptDelta>().Select(words => words.Text)).Trim());
        Assert.InRange(events.OfType<AudioDelta>().Sum(delta => delta.Pcm.Length / 48), 500, 10_000);
        Assert.Equal(ResponseStatus.Completed, events.OfType<ResponseDone>().Single().Status);
    }

    [Fact]
    public async Task Connect_WithAWrongKey_IsFatal()
    {
        var error = await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectAsync([], key: "wrong"));

        Assert.True(error.Fatal);
        Assert.DoesNotContain("wrong", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect_429")]
    [InlineData("connect_503")]
    public async Task Connect_Refused_MayBeTriedAgain(string kind)
    {
        await ArmAsync(new { kind });
        var error = await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectAsync([]));
        await using var session = await ConnectAsync([]);

        Assert.False(error.Fatal);
        Assert.Contains(kind[^3..], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect_hang")]
    [InlineData("session_created_delay")]
    public async Task Connect_WithoutAnAnswer_EndsAtTheTimeout(string kind)
    {
        await ArmAsync(new { kind, durationMs = 60_000 });
        var error = await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectAsync([], timeout: TimeSpan.FromMilliseconds(500)));

        Assert.False(error.Fatal);
        Assert.Contains("0.5 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithTheConfigurationRefused_MayBeTriedAgain()
    {
        await ArmAsync(new { kind = "invalid_event" });
        var error = await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectAsync([]));

        Assert.False(error.Fatal);
    }

    [Fact]
    public async Task Connect_Cancelled_SaysSo()
    {
        await ArmAsync(new { kind = "connect_hang", durationMs = 60_000 });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var provider = Provider(EmulatorHost.Key, s_limit);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => provider.ConnectAsync(s_config, [], stop.Token));
    }

    [Fact]
    public async Task Socket_CutInAResponse_IsLostOnce()
    {
        await ArmAsync(new { kind = "close_1006", afterMs = 200 });
        await using var session = await ConnectAsync([]);
        session.CreateResponse(null);
        var events = await UntilAsync(session, said => said is SessionLost);
        session.CreateResponse(null);
        session.AppendAudio(new short[480]);

        Assert.False(events.OfType<SessionLost>().Single().Fatal);
        Assert.False(session.Events.TryRead(out _));
    }

    [Fact]
    public async Task Session_Expired_IsLostOnce()
    {
        await ArmAsync(new { kind = "session_expired", afterMs = 50 });
        await using var session = await ConnectAsync([]);
        var events = await UntilAsync(session, said => said is SessionLost);

        Assert.Equal(new SessionLost("session_expired", Fatal: false), Assert.Single(events));
        Assert.False(session.Events.TryRead(out _));
    }

    [Theory]
    [InlineData("garbage_json")]
    [InlineData("unknown_event")]
    public async Task Nonsense_InAResponse_IsPassedOver(string kind)
    {
        await ArmAsync(new { kind });
        await using var session = await ConnectAsync([]);
        session.CreateResponse(null);
        var events = await UntilAsync(session, said => said is ResponseDone);

        Assert.Equal(ResponseStatus.Completed, events.OfType<ResponseDone>().Single().Status);
    }

    [Fact]
    public async Task Dispose_WhileAudioIsSent_EndsTheSession()
    {
        var session = await ConnectAsync([]);
        var sending = Task.Run(() =>
        {
            for (var frame = 0; frame < 2000; frame++)
            {
                session.AppendAudio(new short[480]);
            }
        });
        await session.DisposeAsync();
        await sending.WaitAsync(s_limit);

        Assert.True(session.Events.Completion.IsCompleted || session.Events.TryRead(out _));
    }

    private Task<IRealtimeSession> ConnectAsync(IReadOnlyList<ConversationItem> history, string key = EmulatorHost.Key, TimeSpan? timeout = null) =>
        Provider(key, timeout ?? s_limit).ConnectAsync(s_config, history, TestContext.Current.CancellationToken);

    private OpenAIRealtimeProvider Provider(string key, TimeSpan timeout)
    {
        var options = Options.Create(new RealtimeOptions
        {
            Endpoint = new UriBuilder(_emulator.Address) { Scheme = "ws", Path = "/v1/realtime" }.Uri,
            ApiKey = key,
            ConnectTimeout = timeout,
        });
        return new OpenAIRealtimeProvider(options, new ProviderPlacement(options, TimeProvider.System), TimeProvider.System, NullLogger<OpenAIRealtimeProvider>.Instance);
    }

    private async Task ArmAsync(object fault)
    {
        using var response = await _emulator.Http.PostAsJsonAsync("/admin/faults", fault);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<List<RealtimeEvent>> UntilAsync(IRealtimeSession session, Func<RealtimeEvent, bool> last)
    {
        var events = new List<RealtimeEvent>();
        using var limit = new CancellationTokenSource(s_limit);
        do
        {
            events.Add(await session.Events.ReadAsync(limit.Token));
        }
        while (!last(events[^1]));

        return events;
    }
}
