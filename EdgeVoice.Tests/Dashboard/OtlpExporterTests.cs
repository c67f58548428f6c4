using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeVoice.Dashboard.Otlp;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>The exporters that people use.</summary>
public sealed partial class OtlpExporterTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task DotNetExporter_TracesLogsAndMetrics_AreShown(OtlpExportProtocol protocol)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var name = $"exporter-{protocol}";
        void Configure(OtlpExporterOptions options, string signal)
        {
            options.Protocol = protocol;
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.Grpc : new Uri(dashboard.Http, $"/v1/{signal}");
            options.Headers = $"{OtlpKeys.Header}={DashboardHost.Key}";
        }

        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        var resource = ResourceBuilder.CreateEmpty().AddService(name);
        using var tracing = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(name).AddOtlpExporter(options => Configure(options, "traces")).Build();
        using var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(name).AddOtlpExporter((options, _) => Configure(options, "metrics")).Build();
        using var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options => options.SetResourceBuilder(resource).AddOtlpExporter(exporter => Configure(exporter, "logs"))));

        using (var span = source.StartActivity("work"))
        {
            span!.SetTag("answer", 42);
            Say(logs.CreateLogger("test"));
        }

        meter.CreateCounter<int>("things").Add(3);
        Assert.True(tracing.ForceFlush(5_000));
        Assert.True(metrics.ForceFlush(5_000));
        logs.Dispose();
        await dashboard.StoredAsync();

        var traces = await dashboard.GetAsync($"/api/traces?resource={name}");
        Assert.Equal("work", traces.GetProperty("items")[0].GetProperty("name").GetString());
        var trace = await dashboard.GetAsync($"/api/traces/{traces.GetProperty("items")[0].GetProperty("traceId").GetString()}");
        Assert.Equal(42, trace.GetProperty("tree")[0].GetProperty("attributes").GetProperty("answer").GetInt32());
        Assert.Equal("a line", trace.GetProperty("logs")[0].GetProperty("body").GetString());
        Assert.Equal("the.event", trace.GetProperty("logs")[0].GetProperty("eventName").GetString());
        var things = await dashboard.GetAsync("/api/metrics/things");
        Assert.Equal(3, things.GetProperty("last").GetDouble());
    }

    [Fact]
    public async Task NpmExporter_TracesOverHttp_AreShown()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var start = new ProcessStartInfo("node", [Path.Combine(RepositoryRoot.Path, "EdgeVoice.Tests/Clients/otlp.mjs"), dashboard.Http.ToString(), DashboardHost.Key]) { RedirectStandardError = true };

        using var node = Process.Start(start)!;
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, errors);
        await dashboard.StoredAsync();
        var traces = await dashboard.GetAsync("/api/traces?resource=node-exporter");
        Assert.Equal("from node", traces.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(2, traces.GetProperty("items")[0].GetProperty("spans").GetInt32());
    }

    [LoggerMessage(EventName = "the.event", Level = LogLevel.Warning, Message = "a line")]
    private static partial void Say(ILogger logger);
}
