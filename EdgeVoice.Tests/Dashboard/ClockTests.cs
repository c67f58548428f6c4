using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Gauge = EdgeVoice.Dashboard.Storage.Gauge;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>Senders whose clocks are not the dashboard's.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(-90)]
    [InlineData(-1_500)]
    [InlineData(600)]
    public async Task ARegionThatReports_IsHealthy_WhateverItsClock_AndTheOffsetIsTold(int seconds)
    {
        await using var dashboard = await DashboardHost.StartAsync();

        await dashboard.SendAsync(Slots("us-west", DateTimeOffset.UtcNow.AddSeconds(seconds), slots: 12));

        var region = (await dashboard.GetAsync("/api/live")).GetProperty("regions")[0];
        Assert.Equal("healthy", region.GetProperty("health").GetString());
        Assert.Empty(region.GetProperty("reasons").EnumerateArray());
        Assert.Equal(12, region.GetProperty("slots").GetDouble());
        Assert.Equal("agent-us-west", region.GetProperty("clock").GetProperty("sender").GetString());
        Assert.InRange(region.GetProperty("clock").GetProperty("offsetMs").GetDouble() - (seconds * 1_000), -4_000, 10);
    }

    [Fact]
    public async Task ARegionWhoseClockIsRight_HasNoOffset()
    {
        await using var dashboard = await DashboardHost.StartAsync();

        await dashboard.SendAsync(Slots("us-west", DateTimeOffset.UtcNow, slots: 12));

        Assert.Equal(JsonValueKind.Null, (await dashboard.GetAsync("/api/live")).GetProperty("regions")[0].GetProperty("clock").ValueKind);
    }

    [Fact]
    public void ARegionWhoseClockIsAhead_IsDown_OnceNothingComes()
    {
        var board = new GaugeBoard(Options.Create(new EdgeVoice.Dashboard.Configuration.DashboardOptions()));
        var (now, ahead) = (SentCall.StartNs, SentCall.StartNs + (600L * 1_000_000_000));
        board.Set([new Gauge("agent", GaugeBoard.Slots, new([new("edgevoice.region", "us-west")]), 4, ahead, now)], now);
        string Health(int seconds) => JsonSerializer.SerializeToElement(new RegionReport(board).Take(now + (seconds * 1_000_000_000L), new Snapshot(0, 0, [], new Dictionary<string, Median>()), []).Single()).GetProperty("Health").GetString()!;

        Assert.Equal("healthy", Health(60));
        Assert.Equal("down", Health(90));
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(-7_200)]
    [InlineData(600)]
    public async Task ACallInProgress_IsInProgress_WhateverItsClock(int seconds)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var byNs = Clock.Ns(DateTimeOffset.UtcNow.AddSeconds(seconds)) - SentCall.StartNs;
        await dashboard.SendAsync(Moved(new SentCall("live").Mark(1, "speech_started", 0), byNs));

        dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(Clock.Ns(DateTimeOffset.UtcNow - s_patience));

        Assert.True((await dashboard.GetAsync("/api/sessions/live")).GetProperty("session").GetProperty("inProgress").GetBoolean());
        var live = await dashboard.GetAsync("/api/live");
        Assert.Equal("live.1", live.GetProperty("turnsInProgress")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task TurnsOfAClockThatIsBehind_AreAmongTheLatest_AndKeepTheSendersOrder()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("behind");
        ExportTraceServiceRequest[] turns = [call.Turn(1), call.Turn(2, toolMs: 800)];

        // By this machine's clock they are half a year old, and the later one comes first.
        await dashboard.SendAsync(turns[1]);
        await dashboard.SendAsync(turns[0]);

        var live = await dashboard.GetAsync("/api/live");
        Assert.Equal(["behind.2", "behind.1"], live.GetProperty("slowest").EnumerateArray().Select(turn => turn.GetProperty("id").GetString()));
        Assert.Equal(2, live.GetProperty("regions")[0].GetProperty("recent").GetArrayLength());
        var session = await dashboard.GetAsync("/api/sessions/behind");
        Assert.Equal([0, 4_040], session.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("offsetMs").GetDouble()));
    }

    [Fact]
    public async Task AfterARestart_ACallOfAClockThatIsBehind_IsStillInProgress()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard").FullName;
        try
        {
            await using (var dashboard = await DashboardHost.StartAsync($"--Dashboard:DataDirectory={folder}"))
            {
                await dashboard.SendAsync(new SentCall("live").Mark(1, "speech_started", 0));
            }

            await using var again = await DashboardHost.StartAsync($"--Dashboard:DataDirectory={folder}");
            again.Services.GetRequiredService<TelemetryStore>().Sweep(Clock.Ns(DateTimeOffset.UtcNow - s_patience));

            Assert.True((await again.GetAsync("/api/sessions/live")).GetProperty("session").GetProperty("inProgress").GetBoolean());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task ASender_CannotSayWhenItsTelemetryCame()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var mark = new SentCall("live").Mark(1, "speech_started", 0);
        mark.ReceivedUnixNano = 1;

        await dashboard.SendAsync(mark);
        dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(Clock.Ns(DateTimeOffset.UtcNow - s_patience));

        Assert.True((await dashboard.GetAsync("/api/sessions/live")).GetProperty("session").GetProperty("inProgress").GetBoolean());
    }

    private static ExportMetricsServiceRequest Slots(string region, DateTimeOffset at, long slots)
    {
        var point = new NumberDataPoint { TimeUnixNano = (ulong)Clock.Ns(at), AsInt = slots, Attributes = { SentCall.Text("edgevoice.region", region) } };
        var metrics = new ScopeMetrics { Metrics = { new Metric { Name = "edgevoice.worker.slots", Gauge = new EdgeVoice.Dashboard.Otlp.Wire.Gauge { DataPoints = { point } } } } };
        return new() { ResourceMetrics = { new ResourceMetrics { Resource = new Resource { Attributes = { SentCall.Text("service.name", $"agent-{region}") } }, ScopeMetrics = { metrics } } } };
    }

    private static ExportLogsServiceRequest Moved(ExportLogsServiceRequest request, long byNs)
    {
        foreach (var record in request.ResourceLogs[0].ScopeLogs[0].LogRecords)
        {
            record.TimeUnixNano += (ulong)byNs;
            record.Attributes.Single(attribute => attribute.Key == "edgevoice.turn.mark_ns").Value.IntValue += byNs;
        }

        return request;
    }
}
