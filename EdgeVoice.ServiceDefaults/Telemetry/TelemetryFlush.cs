using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>
/// Sends what is left once every other service has stopped, the last turn with it. The providers would do it when the host disposes of them, one
/// after another and each for five seconds.
/// </summary>
internal sealed class TelemetryFlush(TracerProvider tracing, MeterProvider metrics, LoggerProvider logs, TurnDashboardExport? dashboard = null) : IHostedLifecycleService
{
    // A collector that accepts and never answers must not hold up a shutdown, which has calls to drain.
    private const int Milliseconds = 2_000;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Task.Run(() => tracing.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => metrics.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => logs.Shutdown(Milliseconds), CancellationToken.None)).ConfigureAwait(false);
        await (dashboard?.Stopped ?? Task.CompletedTask).ConfigureAwait(false);
    }
}
