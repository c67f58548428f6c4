using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Slots;

/// <summary>Keeps the ledger in step with the rooms that exist.</summary>
internal sealed partial class RoomReconciler(
    RoomServiceClient rooms, SlotLedger ledger, GatewayTelemetry telemetry, IOptions<GatewayOptions> options, TimeProvider time, ILogger<RoomReconciler> logger)
    : BackgroundService
{
    // Short while slots are held, so that a free slot is not refused for long.
    private static readonly TimeSpan s_busyInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_idleInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _firstAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastAnswer;
    private volatile bool _failing;

    /// <summary>LiveKit answered the last question.</summary>
    public bool IsAnswering => _firstAnswer.Task.IsCompleted && !_failing;

    /// <summary>LiveKit has answered lately, so that the ledger can be relied on.</summary>
    public bool IsFresh =>
        _firstAnswer.Task.IsCompleted
        && time.GetElapsedTime(Interlocked.Read(ref _lastAnswer)) <= TimeSpan.FromSeconds(options.Value.LiveKitDownSeconds);

    /// <summary>Rooms left by an earlier process are counted once LiveKit has answered for the first time.</summary>
    public Task FirstAnswer => _firstAnswer.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var answered = await ReconcileAsync(stoppingToken);
            var counts = ledger.Count();
            var interval = !answered ? s_retryInterval : counts.Reserved + counts.Active > 0 ? s_busyInterval : s_idleInterval;
            await Task.Delay(interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ReconcileAsync(CancellationToken cancellationToken)
    {
        try
        {
            var question = ledger.Ask();
            var names = await rooms.ListRoomNamesAsync(cancellationToken);
            telemetry.Ended(ledger.Observe(question, names));
            Interlocked.Exchange(ref _lastAnswer, time.GetTimestamp());
            _firstAnswer.TrySetResult();
            if (_failing)
            {
                _failing = false;
                LogAnswersAgain();
            }

            return true;
        }
        // Whatever it is: an answer that cannot be used must not end the service that waits for the next one.
        catch (Exception exception)
        {
            ledger.Interrupted();
            if (!_failing && !cancellationToken.IsCancellationRequested)
            {
                _failing = true;
                LogNoAnswer(exception.GetType().Name, exception.Message);
            }

            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "LiveKit does not list its rooms ({Error}: {Detail}); slots are kept and, if this lasts, new calls refused")]
    private partial void LogNoAnswer(string error, string detail);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "LiveKit lists its rooms again")]
    private partial void LogAnswersAgain();
}
