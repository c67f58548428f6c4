using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.DependencyInjection;
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
public sealed class OtlpExporterTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task DotNetExporter_TracesMarksAndGauges_AreShown(OtlpExportProtocol protocol)
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
            Mark(logs.CreateLogger("test"), "called", 3, "caller", "speech_started", "eu-central");
        }

        meter.CreateObservableGauge("edgevoice.worker.slots", () => new Measurement<int>(7, new KeyValuePair<string, object?>("edgevoice.region", "eu-central")));
        meter.CreateCounter<int>("things").Add(3);
        Assert.True(tracing.ForceFlush(5_000));
        Assert.True(metrics.ForceFlush(5_000));
        logs.Dispose();
        await dashboard.StoredAsync();

        var trace = await dashboard.GetAsync($"/api/traces/{await TraceAsync(dashboard, "work")}");
        Assert.Equal(name, trace.GetProperty("resources")[0].GetString());
        Assert.Equal(42, trace.GetProperty("tree")[0].GetProperty("attributes").GetProperty("answer").GetInt32());
        Assert.Equal("called.3", (await dashboard.GetAsync("/api/turns")).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(7, (await dashboard.GetAsync("/api/live")).GetProperty("regions")[0].GetProperty("slots").GetDouble());
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
        var trace = await dashboard.GetAsync($"/api/traces/{await TraceAsync(dashboard, "from node")}");
        Assert.Equal("node-exporter", trace.GetProperty("resources")[0].GetString());
        Assert.Equal(2, trace.GetProperty("spans").GetInt32());
    }

    private static async Task<string> TraceAsync(DashboardHost dashboard, string root)
    {
        await dashboard.StoredAsync();
        return dashboard.Services.GetRequiredService<TelemetryStore>().Read(view => view.Traces.All.Single(trace => trace.Root.Name == root).TraceId);
    }

    private static void Mark(ILogger logger, string session, int index, string initiator, string mark, string region)
    {
        KeyValuePair<string, object?>[] state =
        [
            new("gen_ai.conversation.id", session), new("edgevoice.turn.index", index), new("edgevoice.turn.initiator", initiator), new("edgevoice.turn.mark", mark), new("edgevoice.region", region),
        ];
        logger.Log(LogLevel.Information, new EventId(0, "edgevoice.turn.mark"), state, null, (_, _) => mark);
    }
}
