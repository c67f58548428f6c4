using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>Builds the providers before the first request and flushes them when the service stops.</summary>
internal sealed class TelemetryLifetime(TracerProvider tracing, MeterProvider metrics, LoggerProvider logs) : IHostedService
{
    // A collector that accepts and never answers must not hold up a shutdown, which has calls to drain.
    private const int FlushMilliseconds = 2_000;

    private readonly TracerProvider _tracing = tracing;
    private readonly MeterProvider _metrics = metrics;
    private readonly LoggerProvider _logs = logs;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _tracing.Shutdown(FlushMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics.Shutdown(FlushMilliseconds), CancellationToken.None),
        Task.Run(() => _logs.Shutdown(FlushMilliseconds), CancellationToken.None));
}
