using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.ServiceDefaults;

/// <summary>The turn dashboard as a second destination.</summary>
public sealed class TurnDashboardExportTests
{
    private static readonly ActivitySource s_source = new("EdgeVoice.TurnDashboardExportTests");

    [Fact]
    public async Task Export_BothDestinations_EachGetsItsPartUnderItsKey()
    {
        await using var standard = await OtlpCollector.StartAsync();
        await using var dashboard = await OtlpCollector.StartAsync(HttpProtocols.Http2);
        await using var service = await ServiceUnderTest.StartAsync(
            new(To(standard, dashboard)) { ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=of-the-other", ["OTEL_TRACES_SAMPLER"] = "always_on" },
            map: app => app.MapGet("/turn", (ILoggerFactory loggers) =>
            {
                var logger = loggers.CreateLogger("EdgeVoice.Turns");
                logger.Log(LogLevel.Information, new EventId(1, "Chatter"), "a line for people", null, (state, _) => state);
                logger.Log(LogLevel.Information, new EventId(0, "edgevoice.turn.mark"), "speech_started", null, (state, _) => state);
            }));

        using var answer = await service.Client.GetAsync(new Uri("/turn", UriKind.Relative), TestContext.Current.CancellationToken);

        foreach (var destination in new[] { standard, dashboard })
        {
            await destination.WaitForAsync("trace", "GET /turn");
            await destination.WaitForAsync("metrics", "http.server.request.duration");
            await destination.WaitForAsync("logs", "speech_started");
            // Neither sees the sending: only spans of these services would name the addresses of their collectors.
            Assert.False(destination.Saw("trace", standard.Url));
            Assert.False(destination.Saw("trace", dashboard.Url));
        }

        await standard.WaitForAsync("logs", "a line for people");
        Assert.False(dashboard.Saw("logs", "a line for people"));
        Assert.All(["trace", "metrics", "logs"], signal => Assert.Equal("s3cret=+%2C", dashboard.Keys[signal]));
        Assert.All(["trace", "metrics", "logs"], signal => Assert.Equal("of-the-other", standard.Keys[signal]));
    }

    [Fact]
    public async Task Export_DashboardAlone_GetsWhatItNeeds()
    {
        await using var dashboard = await OtlpCollector.StartAsync(HttpProtocols.Http2);
        await using var service = await ServiceUnderTest.StartAsync(new() { ["TurnDashboard:OtlpEndpoint"] = dashboard.Url }, map: app => app.MapGet("/turn", () => "taken"));

        await service.Client.GetStringAsync(new Uri("/turn", UriKind.Relative), TestContext.Current.CancellationToken);

        await dashboard.WaitForAsync("trace", "GET /turn");
        Assert.Equal("", dashboard.Keys["trace"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_OneDestinationNeverAnswers_TheOtherGetsTheLastSpanAndTheStopIsInTime(bool dashboardHangs)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var answering = await OtlpCollector.StartAsync(dashboardHangs ? HttpProtocols.Http1 : HttpProtocols.Http2);
        var hanging = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        var service = await ServiceUnderTest.StartAsync(
            new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboardHangs ? answering.Url : hanging,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["TurnDashboard:OtlpEndpoint"] = dashboardHangs ? hanging : answering.Url,
                // No batch before the end, so that what is seen is the flush's.
                ["OTEL_BSP_SCHEDULE_DELAY"] = "600000",
            },
            map: app => app.MapGet("/", () => "served"));

        Assert.Equal("served", await service.Client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        // Metrics are in the middle of a request when the last span comes.
        using var stuck = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        s_source.StartActivity("last span")?.Dispose();
        var started = Stopwatch.GetTimestamp();
        await service.App.StopAsync(TestContext.Current.CancellationToken);
        // By now and not later: a process ends here.
        var sent = answering.Has("trace", "last span");
        await service.DisposeAsync();

        Assert.True(sent);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData("TurnDashboard:OtlpEndpoint", "localhost:4317", true)]
    [InlineData("TurnDashboard:OtlpApiKey", "two words", false)]
    [InlineData("TurnDashboard:OtlpApiKey", "one,two", false)]
    [InlineData("TurnDashboard:OtlpApiKey", "line\r\nbreak", false)]
    public void ConfigureOpenTelemetry_UnusableValue_NamesTheKeyAndShowsNoSecret(string key, string value, bool shown)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["TurnDashboard:OtlpEndpoint"] = "http://localhost:4317", [key] = value });

        var error = Assert.Throws<InvalidOperationException>(() => builder.ConfigureOpenTelemetry());

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Equal(shown, error.Message.Contains(value, StringComparison.Ordinal));
    }

    private static Dictionary<string, string?> To(OtlpCollector standard, OtlpCollector dashboard) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = standard.Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["TurnDashboard:OtlpEndpoint"] = dashboard.Url,
        ["TurnDashboard:OtlpApiKey"] = "s3cret=+%2C",
    };
}
