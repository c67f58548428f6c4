using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Turns;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Calls;

/// <summary>The link with the real adapter and the emulator over a real WebSocket.</summary>
public sealed class ProviderLinkTests : IAsyncLifetime
{
    private const int Attempts = 3;

    private static readonly TimeSpan s_renewAfter = TimeSpan.FromMinutes(55);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<TurnInput> _inputs = new();
    private readonly ConcurrentQueue<(string Id, string Reason)> _opened = new();
    private readonly Conversation _conversation = new();
    private EmulatorHost _emulator = null!;

    public async ValueTask InitializeAsync() => _emulator = await EmulatorHost.StartAsync();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Lost_InSilence_OpensAnotherThatKnowsWhatWasSaid()
    {
        await using var link = Start();
        await OpenedAsync(1);
        _conversation.Remember(1, "item_1", new AgentSaid("Good evening."));
        _conversation.Remember(2, "item_2", new UserSaid("A table, please."));
        await ArmAsync(new { kind = "disconnect_now" });
        await OpenedAsync(2);

        await Eventually.IsTrueAsync("two inputs of the restored session", () => _inputs.OfType<ProviderRestored>().Count() == 2, s_limit);
        await Eventually.IsTrueAsync("the whole history", async () =>
        {
            var items = (await _emulator.Http.GetFromJsonAsync<JsonElement>($"/admin/sessions/{_opened.Last().Id}/items")).GetRawText();
            return items.Contains("Good evening.", StringComparison.Ordinal) && items.Contains("A table, please.", StringComparison.Ordinal);
        }, s_limit);
        Assert.Equal("start", _opened.First().Reason);
        Assert.Single(_inputs.OfType<ProviderSays>(), says => says.Event is SessionLost { Fatal: false });
        Assert.DoesNotContain(_inputs, input => input is ProviderGaveUp);
    }

    [Fact]
    public async Task Audio_WhileThereIsNoSession_IsHeardByTheNext()
    {
        await ArmAsync(new { kind = "session_created_delay", durationMs = 300 });
        await using var link = Start();
        foreach (var frame in Enumerable.Range(1, 1500))
        {
            link.AppendAudio(new short[480], frame);
        }

        await OpenedAsync(1);
        await Eventually.IsTrueAsync("thirty seconds of audio", async () =>
        {
            var sessions = await _emulator.Http.GetFromJsonAsync<JsonElement>("/admin/sessions");
            return Assert.Single(sessions.EnumerateArray()).GetProperty("audioReceivedMs").GetDouble() >= 30_000;
        }, s_limit);
        Assert.DoesNotContain(_inputs.OfType<ProviderSays>(), says => says.Event is SessionLost);
    }

    [Fact]
    public async Task Refused_Always_GivesUpAfterTheAttempts()
    {
        await ArmAsync(new { kind = "connect_503", times = 100 });
        await using var link = Start();
        await GaveUpAsync();

        var left = (await _emulator.Http.GetFromJsonAsync<JsonElement>("/admin/faults")).EnumerateArray().Single().GetProperty("left").GetInt32();
        Assert.Equal(100 - Attempts, left);
        Assert.Contains("503", _inputs.OfType<ProviderGaveUp>().Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_ForTheKey_GivesUpAtOnce()
    {
        await ArmAsync(new { kind = "connect_401", times = 100 });
        await using var link = Start();
        await GaveUpAsync();

        var left = (await _emulator.Http.GetFromJsonAsync<JsonElement>("/admin/faults")).EnumerateArray().Single().GetProperty("left").GetInt32();
        Assert.Equal(99, left);
    }

    [Fact]
    public async Task Lost_ForGood_GivesUpAtOnce()
    {
        await ArmAsync(new { kind = "insufficient_quota" });
        await using var link = Start();
        await OpenedAsync(1);
        link.Use(session => session.CreateResponse(null));
        await GaveUpAsync();

        Assert.Single(_opened);
        Assert.Single(_inputs.OfType<ProviderSays>(), says => says.Event is SessionLost { Fatal: true });
    }

    [Fact]
    public async Task Replace_OpensAnother()
    {
        await using var link = Start();
        await OpenedAsync(1);
        link.Replace();
        await OpenedAsync(2);

        Assert.Equal("replaced", _opened.Last().Reason);
    }

    [Fact]
    public async Task Renew_NearTheEndOfASessionsLife_OpensTheNextBeforeTheOldOneIsLeft()
    {
        var time = new FakeTimeProvider();
        await using var link = Start(time);
        await OpenedAsync(1);
        _conversation.Remember(1, "item_1", new AgentSaid("Good evening."));
        link.RenewWhenOld();
        Assert.Equal(1, await LiveSessionsAsync());

        time.Advance(s_renewAfter);
        link.RenewWhenOld();
        await Eventually.IsTrueAsync("that the next session stands by", () => _inputs.OfType<ProviderStandsBy>().Any(), s_limit);
        Assert.Equal(2, await LiveSessionsAsync());
        Assert.Single(_opened);

        // The caller spoke when it was ready; what they said meanwhile belongs to the history of the new one as well.
        _conversation.Remember(2, "item_2", new UserSaid("A table, please."));
        link.RenewWhenOld();
        await OpenedAsync(2);
        await Eventually.IsTrueAsync("that the old session is closed", async () => await LiveSessionsAsync() == 1, s_limit);
        await Eventually.IsTrueAsync("the whole history", async () =>
        {
            var items = (await _emulator.Http.GetFromJsonAsync<JsonElement>($"/admin/sessions/{_opened.Last().Id}/items")).GetRawText();
            return items.Contains("Good evening.", StringComparison.Ordinal) && items.Contains("A table, please.", StringComparison.Ordinal);
        }, s_limit);
        Assert.Equal("renewed", _opened.Last().Reason);
        Assert.DoesNotContain(_inputs.OfType<ProviderSays>(), says => says.Event is SessionLost);
        Assert.Equal("default", link.Endpoint?.Name);
    }

    [Fact]
    public async Task Renew_RefusedByTheProvider_KeepsThePresentSession()
    {
        var time = new FakeTimeProvider();
        await using var link = Start(time);
        await OpenedAsync(1);
        await ArmAsync(new { kind = "connect_503", times = 1 });
        time.Advance(s_renewAfter);
        link.RenewWhenOld();
        await Eventually.IsTrueAsync("the refusal", () => _inputs.OfType<ProviderStandsBy>().Any(), s_limit);
        link.RenewWhenOld();
        Assert.Equal(1, await LiveSessionsAsync());

        time.Advance(TimeSpan.FromMinutes(1));
        link.RenewWhenOld();
        await Eventually.IsTrueAsync("the next attempt", () => _inputs.OfType<ProviderStandsBy>().Count() == 2, s_limit);
        link.RenewWhenOld();
        await OpenedAsync(2);
    }

    [Fact]
    public async Task Lost_AfterItWasOpen_IsReplacedWithoutAWait()
    {
        // The clock stands still: whoever waited for it would wait for ever.
        await using var link = Start(new FakeTimeProvider());
        await OpenedAsync(1);
        await ArmAsync(new { kind = "disconnect_now" });

        await OpenedAsync(2);
    }

    [Fact]
    public async Task Hang_WhileTheCallerSpeaks_IsNoticedAndNoWordIsLost()
    {
        await using var way = new SlowRelay(_emulator.Address.Port);
        await using var link = Start(port: way.Port);
        await OpenedAsync(1);
        await SpeakAsync(link, TestAudio.Silence(500));
        way.Hold();
        var hung = Stopwatch.GetTimestamp();
        var speaking = SpeakAsync(link, TestAudio.Join(TestAudio.Tone(3000), TestAudio.Silence(6_000)));
        await Eventually.IsTrueAsync("the loss", () => Said<SessionLost>().Any(), s_limit);
        var noticed = Stopwatch.GetElapsedTime(hung);
        way.Release();
        await Eventually.IsTrueAsync("the end of the words in the next session", () => Said<SpeechStopped>().Any(), s_limit);

        var words = TimeSpan.FromMilliseconds(Said<SpeechStopped>().First().SpeechEndMs - Said<SpeechStarted>().First().SpeechStartMs);
        TestContext.Current.TestOutputHelper?.WriteLine($"noticed after {noticed.TotalMilliseconds:F0} ms, {words.TotalMilliseconds:F0} of 3000 ms heard");
        // Two seconds, and what a busy machine adds.
        Assert.InRange(noticed.TotalSeconds, 1, 4);
        Assert.InRange(words.TotalSeconds, 2.8, 3.5);
        await speaking;
    }

    [Fact]
    public async Task Dispose_WhileItConnects_EndsAtOnce()
    {
        await ArmAsync(new { kind = "connect_hang", durationMs = 60_000 });
        var link = Start();
        await Eventually.IsTrueAsync("the attempt", async () => (await _emulator.Http.GetFromJsonAsync<JsonElement>("/admin/faults")).GetArrayLength() == 0, s_limit);

        await link.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(_inputs, input => input is ProviderGaveUp);
    }

    private IEnumerable<T> Said<T>()
        where T : RealtimeEvent => _inputs.OfType<ProviderSays>().Select(says => says.Event).OfType<T>();

    /// <summary>As the caller's track does, a frame each 20 ms.</summary>
    private static async Task SpeakAsync(ProviderLink link, short[] pcm)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        foreach (var frame in pcm.Chunk(480))
        {
            await pace.WaitForNextTickAsync();
            link.AppendAudio(frame, Stopwatch.GetTimestamp());
        }
    }

    private ProviderLink Start(TimeProvider? time = null, int? port = null)
    {
        var options = Options.Create(new RealtimeOptions { Endpoint = new UriBuilder(_emulator.Address) { Scheme = "ws", Path = "/v1/realtime", Port = port ?? _emulator.Address.Port }.Uri, ApiKey = EmulatorHost.Key });
        var provider = new OpenAIRealtimeProvider(options, new ProviderPlacement(options, TimeProvider.System), TimeProvider.System, NullLogger<OpenAIRealtimeProvider>.Instance);
        var config = new RealtimeSessionConfig("You are kind.", "marin", new TurnDetection(), [], "call_1");
        return new ProviderLink(
            provider, config, _conversation, new CallClock(time ?? TimeProvider.System), Attempts, s_renewAfter, _inputs.Enqueue, (id, reason) => _opened.Enqueue((id, reason)), NullLogger<ProviderLink>.Instance);
    }

    private async Task<int> LiveSessionsAsync() =>
        (await _emulator.Http.GetFromJsonAsync<JsonElement>("/admin/sessions")).EnumerateArray().Count(session => !session.TryGetProperty("endedAt", out var ended) || ended.ValueKind == JsonValueKind.Null);

    private Task OpenedAsync(int count) => Eventually.IsTrueAsync($"session {count}", () => _opened.Count >= count, s_limit);

    private Task GaveUpAsync() => Eventually.IsTrueAsync("that it gives up", () => _inputs.OfType<ProviderGaveUp>().Any(), s_limit);

    private async Task ArmAsync(object fault)
    {
        using var response = await _emulator.Http.PostAsJsonAsync("/admin/faults", fault);
        response.EnsureSuccessStatusCode();
    }
}
