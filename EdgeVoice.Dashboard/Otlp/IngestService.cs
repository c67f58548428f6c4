using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>The one writer: what was kept from the last run first, then the queue, to memory and to the files.</summary>
internal sealed partial class IngestService(IngestQueue queue, TelemetryStore store, TelemetryFiles files, OtlpReceiver receiver, ILogger<IngestService> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request, so that a page never shows half of what there is.
        files.Load(receiver, store);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        try
        {
            await foreach (var batch in queue.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                store.Add(batch);
                try
                {
                    files.Append(batch);
                    failing = false;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    if (!failing)
                    {
                        LogNotKept(logger, exception.Message);
                    }

                    failing = true;
                }

                queue.Done(batch);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits was never promised to be kept.
        }
    }

    [LoggerMessage(EventName = "TelemetryNotKept", Level = LogLevel.Warning, Message = "Telemetry is shown but not kept over a restart: {Reason}")]
    private static partial void LogNotKept(ILogger logger, string reason);
}
