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
            Assert.Equal(["first"], log.Open().Select(record => System.Text.Encoding.UTF8.GetString(record.Span)));
            log.Append("third"u8);
        }

        using var last = new SegmentLog(_folder, "test", 1_000_000);
        Assert.Equal(["first", "third"], last.Open().Select(record => System.Text.Encoding.UTF8.GetString(record.Span)));
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
        Assert.Equal((byte)(999 & 255), again.Open().Last().Span[0]);
    }

    [Fact]
    public async Task AFlood_IsDroppedFromTheOldest_AndDoesNotPushOutConversations()
    {
        await using var dashboard = await DashboardHost.StartAsync("--Dashboard:Limits:MaxTraces=100", "--Dashboard:Limits:MaxSpans=1000", "--Dashboard:Limits:MaxLogs=50", "--Dashboard:Limits:MaxTurns=10");
        await dashboard.SendAsync(new SentCall("precious").Turn(1));
        for (var number = 0; number < 1_000; number++)
        {
            var sender = new SentCall("none", number + 100);
            var span = sender.Span("GET /", sender.Bytes(16), null, SentCall.StartNs + number, SentCall.StartNs + number + 1);
            span.Attributes.Clear();
            using var message = dashboard.Request("traces", Google.Protobuf.MessageExtensions.ToByteArray(SentCall.Request("flood", [span])));
            using var answer = await dashboard.Client.SendAsync(message);
            Assert.Equal(200, (int)answer.StatusCode);
            if (number < 200)
            {
                await dashboard.SendAsync(SentCall.Logs("", SentCall.StartNs + number, [], $"line {number}"));
            }
        }

        await dashboard.StoredAsync();
        var kept = (await dashboard.GetAsync("/api/about")).GetProperty("kept");
        Assert.Equal(100, kept.GetProperty("traces").GetProperty("now").GetInt32());
        Assert.Equal(901, kept.GetProperty("traces").GetProperty("dropped").GetInt32());
        Assert.Equal(50, kept.GetProperty("logs").GetProperty("now").GetInt32());
        Assert.Equal(150, kept.GetProperty("logs").GetProperty("dropped").GetInt32());
        Assert.Equal(1, (await dashboard.GetAsync("/api/turns?session=precious")).GetProperty("total").GetInt32());
        foreach (var number in Enumerable.Range(0, 12))
        {
            await dashboard.SendAsync(new SentCall($"turns-{number}", number + 5_000).Turn(1));
        }

        Assert.Equal(10, (await dashboard.GetAsync("/api/turns")).GetProperty("total").GetInt32());
    }
}
