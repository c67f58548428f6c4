using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.Dashboard;

public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AfterARestart_TheSameTurnsAreThere()
    {
        string before;
        await using (var dashboard = await DashboardHost.StartAsync($"--Dashboard:DataDirectory={_folder}"))
        {
            var call = new SentCall("kept");
            await dashboard.SendAsync(call.Turn(1));
            await dashboard.SendAsync(call.Turn(2, toolMs: 700));
            // The call is long over on this machine's clock; how soon that is noticed is not the matter here.
            dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);
            before = (await dashboard.GetAsync("/api/sessions/kept")).GetRawText();
        }

        await using var again = await DashboardHost.StartAsync($"--Dashboard:DataDirectory={_folder}");
        again.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);

        Assert.Equal(before, (await again.GetAsync("/api/sessions/kept")).GetRawText());
    }

    [Fact]
    public void ARecordThatWasHalfWritten_IsCutOff_AndTheRestIsRead()
    {
        using (var log = new SegmentLog(_folder, "test", 1_000_000))
        {
            Assert.Empty(log.Open());
            log.Append("first"u8);
            log.Append("second"u8);
        }

        var file = Directory.GetFiles(_folder).Single();
        using (var damaged = new FileStream(file, FileMode.Open))
        {
            damaged.SetLength(damaged.Length - 2);
        }

        using (var log = new SegmentLog(_folder, "test", 1_000_000))
        {
            Assert.Equal(["first"], log.Open().SelectMany(log.Read).Select(record => System.Text.Encoding.UTF8.GetString(record.Span)));
            log.Append("third"u8);
        }

        using var last = new SegmentLog(_folder, "test", 1_000_000);
        Assert.Equal(["first", "third"], last.Open().SelectMany(last.Read).Select(record => System.Text.Encoding.UTF8.GetString(record.Span)));
    }

    [Fact]
    public void TheFiles_StayWithinTheirLimit_AndKeepTheLatest()
    {
        const int Limit = 100_000;
        var record = new byte[1_000];
        using var log = new SegmentLog(_folder, "test", Limit);
        Assert.Empty(log.Open());
        for (var number = 0; number < 1_000; number++)
        {
            record[0] = (byte)number;
            log.Append(record);
            Assert.True(Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length) <= Limit);
        }

        Assert.True(log.Counter.Dropped > 0);
        using var again = new SegmentLog(_folder, "test", Limit);
        Assert.Equal((byte)(999 & 255), again.Open().SelectMany(again.Read).Last().Span[0]);
    }

    [Fact]
    public async Task AFlood_IsDroppedFromTheOldest_AndDoesNotPushOutConversations()
    {
        await using var dashboard = await DashboardHost.StartAsync("--Dashboard:Limits:MaxTraces=100", "--Dashboard:Limits:MaxSpans=1000", "--Dashboard:Limits:MaxTurns=10");
        await dashboard.SendAsync(new SentCall("precious").Turn(1));
        for (var number = 0; number < 1_000; number++)
        {
            var sender = new SentCall("none", number + 100);
            var span = sender.Span("GET /", sender.Bytes(16), null, SentCall.StartNs + number, SentCall.StartNs + number + 1);
            span.Attributes.Clear();
            using var message = dashboard.Request("traces", Google.Protobuf.MessageExtensions.ToByteArray(SentCall.Request("flood", [span])));
            using var answer = await dashboard.Client.SendAsync(message);
            Assert.Equal(200, (int)answer.StatusCode);
        }

        await dashboard.StoredAsync();
        var kept = (await dashboard.GetAsync("/api/about")).GetProperty("kept");
        Assert.Equal(100, kept.GetProperty("traces").GetProperty("now").GetInt32());
        Assert.Equal(901, kept.GetProperty("traces").GetProperty("dropped").GetInt32());
        Assert.Equal(1, (await dashboard.GetAsync("/api/turns?session=precious")).GetProperty("total").GetInt32());
        foreach (var number in Enumerable.Range(0, 12))
        {
            await dashboard.SendAsync(new SentCall($"turns-{number}", number + 5_000).Turn(1));
        }

        Assert.Equal(10, (await dashboard.GetAsync("/api/turns")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task AfterARestart_OfAStoreThatWasFuller_TheLatestAndTheConversationsAreThere()
    {
        string[] settings = [$"--Dashboard:DataDirectory={_folder}", "--Dashboard:Limits:MaxSpans=60"];
        string turns;
        await using (var dashboard = await DashboardHost.StartAsync(settings))
        {
            await dashboard.SendAsync(new SentCall("precious", 7).Turn(1));
            for (var number = 0; number < 200; number++)
            {
                var sender = new SentCall("none", number + 100);
                var span = sender.Span($"GET /{number}", sender.Bytes(16), null, SentCall.StartNs + number, SentCall.StartNs + number + 1);
                span.Attributes.Clear();
                await dashboard.SendAsync(SentCall.Request("flood", [span]));
            }

            turns = (await dashboard.GetAsync("/api/turns?session=precious")).GetProperty("total").GetRawText();
        }

        await using var again = await DashboardHost.StartAsync(settings);

        Assert.Equal("1", turns);
        Assert.Equal(turns, (await again.GetAsync("/api/turns?session=precious")).GetProperty("total").GetRawText());
        var store = again.Services.GetRequiredService<TelemetryStore>();
        Assert.InRange(store.Counters.Spans.Now, 40, 60);
        Assert.Contains(store.Read(view => view.Traces.All.SelectMany(trace => trace.Spans).Select(span => span.Name).ToArray()), name => name == "GET /199");
        // Most of the flood was not even decoded.
        Assert.InRange(store.Counters.Spans.Dropped, 0, 20);
    }

    [Fact]
    public void SpanCount_OfARequest_IsThatOfItsSpans_AndOfGarbageWhatCouldBeRead()
    {
        var turn = new SentCall("counted").Turn(1, toolMs: 200);
        var spans = turn.ResourceSpans.Sum(resource => resource.ScopeSpans.Sum(scope => scope.Spans.Count));
        var bytes = Google.Protobuf.MessageExtensions.ToByteArray(turn);

        Assert.Equal(spans, SpanCount.Of(bytes));
        Assert.Equal(2 * spans, SpanCount.Of([.. bytes, .. bytes]));
        var random = new Random(5);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.InRange(SpanCount.Of(bytes.AsSpan(0, length)), 0, spans);
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(256);
            Assert.InRange(SpanCount.Of(bytes), 0, bytes.Length);
        }
    }
}
