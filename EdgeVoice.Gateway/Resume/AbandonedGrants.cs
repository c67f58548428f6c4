using System.Net;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;
using Npgsql;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Gives back what was kept for callers who have gone elsewhere: a grant that nobody joined here, and that another region has given again since.</summary>
internal sealed partial class AbandonedGrants(
    GenerationFence fence, SlotLedger ledger, RoomServiceClient rooms, TimeProvider time, ILogger<AbandonedGrants> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (ledger.UnjoinedGrants() is { Count: > 0 } waiting)
            {
                await ReleaseAsync(waiting, stoppingToken);
            }
        }
    }

    private async Task ReleaseAsync(IReadOnlyCollection<CallRoom> waiting, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(s_limit);
        try
        {
            foreach (var grant in await fence.ElsewhereAsync(waiting, limit.Token))
            {
                await CloseAsync(grant, limit.Token);
            }
        }
        // The token runs out in any case.
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    // Its agent finds out by itself; without the room it need not wait, and another agent can be sent when the grant comes back here.
    // While LiveKit does not answer, nobody can tell whether the room is there: the slot waits with it.
    private async Task CloseAsync(CallRoom grant, CancellationToken cancellationToken)
    {
        var question = ledger.Ask();
        try
        {
            await rooms.DeleteRoomAsync(grant.Name, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            // It was never made, or is gone already.
        }
        catch (HttpRequestException)
        {
            return;
        }

        if (ledger.Release(question, grant.Name))
        {
            LogReleased(logger, grant.CallId, grant.Generation);
        }
    }

    [LoggerMessage(EventId = 74, Level = LogLevel.Information, Message = "Call {CallId} has gone elsewhere: what was kept for its generation {Generation} is given back")]
    private static partial void LogReleased(ILogger logger, string callId, int generation);
}
