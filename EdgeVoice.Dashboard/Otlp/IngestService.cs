using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>The one writer: the newest of what was kept from the last run first, then the queue, to memory and to the files.</summary>
internal sealed partial class IngestService(
    IngestQueue queue, TelemetryStore store, TelemetryFiles files, History history, IOptions<DashboardOptions> options, IHostApplicationLifetime lifetime, ILogger<IngestService> logger) : BackgroundService
{
    private bool _failing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        history.ReadNewest();
        // Only then: until somebody can ask, every core works for the first answer.
        lifetime.ApplicationStarted.Register(() => Task.Factory.StartNew(ReadRest, lifetime.ApplicationStopping, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        lifetime.ApplicationStopping.Register(history.Stop);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var batch in queue.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                // What comes is kept twice until the rest is read. Beyond this the queue fills, and whoever sends is told.
                if (store.Arrived > options.Value.Limits.MaxSpans)
                {
                    await history.Done.WaitAsync(stoppingToken).ConfigureAwait(false);
                }

                store.Add(batch);
                Keep(batch);
                queue.Done(batch);
                batch.Raw = default;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // What waits was never promised to be kept.
        }
    }

    private void Keep(TelemetryBatch batch)
    {
        try
        {
            files.Append(batch);
            _failing = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
            {
                LogNotKept(logger, exception.Message);
            }

            _failing = true;
        }
    }

    private void ReadRest()
    {
        try
        {
            history.ReadRest(lifetime.ApplicationStopping);
            if (history.Problem is { } problem)
            {
                LogNotRead(logger, problem);
            }
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception);
        }
    }

    [LoggerMessage(EventName = "TelemetryNotKept", Level = LogLevel.Warning, Message = "Telemetry is shown but not kept over a restart: {Reason}")]
    private static partial void LogNotKept(ILogger logger, string reason);

    [LoggerMessage(EventName = "TelemetryNotRead", Level = LogLevel.Warning, Message = "Some of what was kept from the last run could not be read and is not shown: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string reason);

    [LoggerMessage(EventName = "HistoryFailed", Level = LogLevel.Error, Message = "What was kept from the last run could not be read to its end; the newest of it is shown")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
