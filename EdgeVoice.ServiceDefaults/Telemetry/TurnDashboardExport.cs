using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>
/// The second destination beside the standard one: every span and metric, and of the log events those that turns are made of. It has queues and
/// threads of its own, so that neither destination waits for the other; delays of batches are those of the OTEL_* variables.
/// </summary>
internal sealed class TurnDashboardExport(TurnDashboardOptions options)
{
    private const string ApiKeyHeader = "x-otlp-api-key";

    // Marks of turns, state of a call's media.
    private const string EventPrefix = "edgevoice.";

    private readonly ConcurrentBag<Task> _stopping = [];

    /// <summary>Ends when what was to be sent at the shutdown is sent, or its time is over.</summary>
    public Task Stopped => Task.WhenAll(_stopping);

    public static void Add(OpenTelemetryBuilder telemetry, TurnDashboardOptions options)
    {
        telemetry.Services.AddSingleton(new TurnDashboardExport(options));
        telemetry
            .WithTracing(tracing => tracing.AddProcessor(services => new Spans(Of(services), services.GetRequiredService<IOptions<BatchExportActivityProcessorOptions>>().Value)))
            .WithMetrics(metrics => metrics.AddReader(services => new Metrics(Of(services), services.GetRequiredService<IOptions<PeriodicExportingMetricReaderOptions>>().Value)))
            .WithLogging(logs => logs.AddProcessor(services => new Events(Of(services), services.GetRequiredService<IOptions<BatchExportLogRecordProcessorOptions>>().Value)));
    }

    private static TurnDashboardExport Of(IServiceProvider services) => services.GetRequiredService<TurnDashboardExport>();

    private OtlpExporterOptions Exporter() => new()
    {
        Endpoint = new Uri(options.OtlpEndpoint),
        Protocol = OtlpExportProtocol.Grpc,
        // Set in any case: the default is OTEL_EXPORTER_OTLP_HEADERS, which may hold the other destination's key.
        Headers = options.OtlpApiKey.Length > 0 ? $"{ApiKeyHeader}={Uri.EscapeDataString(options.OtlpApiKey)}" : "",
    };

    // A provider ends its processors one after another on one limit: whoever hangs takes the time of the rest.
    private bool StopAside(Func<bool> stop)
    {
        _stopping.Add(Task.Run(stop));
        return true;
    }

    private sealed class Spans(TurnDashboardExport owner, BatchExportActivityProcessorOptions batch) : BatchActivityExportProcessor(
        new OtlpTraceExporter(owner.Exporter()), batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize)
    {
        protected override bool OnShutdown(int timeoutMilliseconds) => owner.StopAside(() => base.OnShutdown(timeoutMilliseconds));
    }

    private sealed class Metrics(TurnDashboardExport owner, PeriodicExportingMetricReaderOptions period) : PeriodicExportingMetricReader(
        new OtlpMetricExporter(owner.Exporter()), period.ExportIntervalMilliseconds ?? 60_000, period.ExportTimeoutMilliseconds ?? 30_000)
    {
        protected override bool OnShutdown(int timeoutMilliseconds) => owner.StopAside(() => base.OnShutdown(timeoutMilliseconds));
    }

    private sealed class Events(TurnDashboardExport owner, BatchExportLogRecordProcessorOptions batch) : BatchLogRecordExportProcessor(
        new OtlpLogExporter(owner.Exporter()), batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize)
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.EventId.Name?.StartsWith(EventPrefix, StringComparison.Ordinal) == true)
            {
                base.OnEnd(data);
            }
        }

        protected override bool OnShutdown(int timeoutMilliseconds) => owner.StopAside(() => base.OnShutdown(timeoutMilliseconds));
    }
}
