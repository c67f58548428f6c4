using System.Threading.Channels;
using EdgeVoice.Gateway.Resume;

namespace EdgeVoice.Gateway.Recovery;

/// <summary>Generations that were taken while Postgres was away, until they are written down.</summary>
internal sealed partial class LateGenerations(GenerationFence fence, TimeProvider time, ILogger<LateGenerations> logger) : BackgroundService
{
    // A region loses its agents a few hundred times at most before somebody looks; the newest matter.
    private const int Capacity = 1_000;

    private static readonly TimeSpan s_retryInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<(GenerationTaking Taken, int Generation)> _queue =
        Channel.CreateBounded<(GenerationTaking, int)>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Add(GenerationTaking taken, int generation) => _queue.Writer.TryWrite((taken, generation));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (taken, generation) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryRecordAsync(taken, generation, stoppingToken))
            {
                await Task.Delay(s_retryInterval, time, stoppingToken);
            }
        }
    }

    private async Task<bool> TryRecordAsync(GenerationTaking taken, int generation, CancellationToken cancellationToken)
    {
        try
        {
            await fence.RecordAsync(taken, generation, cancellationToken);
            LogRecorded(logger, taken.CallId, generation);
            return true;
        }
        // There is no database at all.
        catch (InvalidOperationException)
        {
            return true;
        }
        // Whatever it is: it is tried until it is written down, and the end of this service would be that of the gateway.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 65, Level = LogLevel.Information, Message = "Call {CallId}: generation {Generation}, taken without Postgres, is written down")]
    private static partial void LogRecorded(ILogger logger, string callId, int generation);
}
