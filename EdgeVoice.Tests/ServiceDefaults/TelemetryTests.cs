using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(HttpProtocols.Http1, "http/protobuf")]
    [InlineData(HttpProtocols.Http2, "grpc")]
    public async Task Export_RequestWithAccessToken_ArrivesTaggedAndWithoutTheToken(HttpProtocols transport, string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync(transport);
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol, ["OTEL_SERVICE_NAME"] = "greeter" },
            map: app => app.MapGet("/greet/{name}", (string name, ILoggerFactory loggers) =>
            {
                Announce(loggers.CreateLogger("EdgeVoice.Greeter"));
                return $"hello {name}";
            }));

        await service.Client.GetStringAsync(new Uri("/greet/ada?access_token=top-secret&sdk=js", UriKind.Relative), TestContext.Current.CancellationToken);

        var trace = await collector.WaitForAsync("trace", "GET /greet/{name}");
        Assert.Contains("http.response.status_code", trace, StringComparison.Ordinal);
        Assert.Contains("access_token=REDACTED&sdk=REDACTED", trace, StringComparison.Ordinal);
        Assert.Contains("greeter", trace, StringComparison.Ordinal);
        await collector.WaitForAsync("logs", "a greeting is due");
        await collector.WaitForAsync("metrics", "http.server.request.duration");
        Assert.False(collector.Saw("top-secret"));
    }

    [Theory]
    [InlineData("?access_token=top-secret")]
    [InlineData("?top-secret")]
    public async Task Export_AddressHoldsASecret_NeitherSideShowsIt(string query)
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
            map: app => app.MapGet("/secrets", () => "none"));
        var address = new UriBuilder(new Uri(service.Client.BaseAddress!, $"/secrets{query}")) { UserName = "ada", Password = "top-secret", Fragment = "top-secret" }.Uri;

        // This client's spans are the service's too: both are in one process.
        await service.Client.GetStringAsync(address, TestContext.Current.CancellationToken);

        await collector.WaitForAsync("trace", "GET /secrets");
        await collector.WaitForAsync("trace", $"{service.Client.BaseAddress}secrets?");
        Assert.False(collector.Saw("top-secret"));
    }

    [Fact]
    public async Task Stop_SpanJustEnded_IsSent()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "600000" },
            builder => builder.Services.AddHostedService<LastWords>());

        await service.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(collector.Has("trace", LastWords.Name));
    }

    [Fact]
    public async Task Export_HandlerThrows_SpanCarriesTheErrorType()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
            map: app => app.MapGet("/broken", string () => throw new TimeoutException()));

        using var response = await service.Client.GetAsync(new Uri("/broken", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var trace = await collector.WaitForAsync("trace", "GET /broken");
        Assert.Contains("System.TimeoutException", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Probes_LeaveNoSpans()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_TRACES_SAMPLER"] = "always_on" },
            builder => builder.Services.AddHealthChecks().AddCheck("span", () =>
            {
                using var source = new ActivitySource("EdgeVoice.Probe");
                using var activity = source.StartActivity("query of a check");
                return new();
            }),
            map: app => app.MapGet("/after", () => "after"));

        // The service shares its providers' process with this client, whose own spans are not the question.
        using var unrecorded = SuppressInstrumentationScope.Begin();
        foreach (var path in new[] { "/health", "/alive", "/after" })
        {
            using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        }

        await collector.WaitForAsync("trace", "GET /after");
        // By the name of a server's span: other tests of this process ask services for their health at the same time.
        Assert.False(collector.Saw("trace", "GET /health"));
        Assert.False(collector.Saw("trace", "GET /alive"));
        Assert.False(collector.Saw("trace", "query of a check"));
    }

    [Fact]
    public async Task Export_WhatMachinesAskAllTheTime_LeavesNoSpansOnEitherSide()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_TRACES_SAMPLER"] = "always_on" },
            map: app =>
            {
                app.MapGet("/status", () => "status");
                app.MapPost("/twirp/livekit.RoomService/ListRooms", () => "rooms");
                app.MapGet("/asked-by-a-caller", () => "after");
            });

        // This client's spans are the service's too: both are in one process.
        using var status = await service.Client.GetAsync(new Uri("/status", UriKind.Relative), TestContext.Current.CancellationToken);
        using var rooms = await service.Client.PostAsync(new Uri("/twirp/livekit.RoomService/ListRooms", UriKind.Relative), null, TestContext.Current.CancellationToken);
        using var asked = await service.Client.GetAsync(new Uri("/asked-by-a-caller", UriKind.Relative), TestContext.Current.CancellationToken);

        await collector.WaitForAsync("trace", "GET /asked-by-a-caller");
        await collector.WaitForAsync("trace", $"{service.Client.BaseAddress}asked-by-a-caller");
        Assert.False(collector.Saw("trace", "GET /status"));
        Assert.False(collector.Saw("trace", "POST /twirp"));
        Assert.False(collector.Saw("trace", $"{service.Client.BaseAddress}status"));
        Assert.False(collector.Saw("trace", $"{service.Client.BaseAddress}twirp"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Export_CollectorDeadOrSilent_ServiceAnswersAndStopsInTime(bool accepts)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (!accepts)
        {
            listener.Stop();
        }

        var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
            map: app => app.MapGet("/", () => "served"));

        Assert.Equal("served", await service.Client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        var started = Stopwatch.GetTimestamp();
        await service.App.StopAsync(TestContext.Current.CancellationToken);
        await service.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public void ConfigureOpenTelemetry_UnusableValue_NamesTheVariable(string name, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://localhost:4318", [name] = value });

        var error = Assert.Throws<InvalidOperationException>(() => builder.ConfigureOpenTelemetry());

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("http://localhost:4318", "true")]
    public async Task ConfigureOpenTelemetry_NoEndpointOrDisabled_RegistersNothing(string? endpoint, string? disabled)
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint, ["OTEL_SDK_DISABLED"] = disabled });

        Assert.Null(service.App.Services.GetService<TracerProvider>());
    }

    /// <summary>A service whose last call ends when it is stopped.</summary>
    private sealed class LastWords : IHostedService
    {
        public const string Name = "turn that ends at the shutdown";

        private static readonly ActivitySource s_source = new("EdgeVoice.LastWords");

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            s_source.StartActivity(Name)?.Dispose();
            return Task.CompletedTask;
        }
    }

    private static void Announce(ILogger logger)
    {
        var announce = LoggerMessage.Define(LogLevel.Information, new EventId(1), "a greeting is due");
        announce(logger, null);
    }
}
