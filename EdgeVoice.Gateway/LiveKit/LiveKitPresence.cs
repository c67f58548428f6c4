using System.Text.Json;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>
/// Whether a call that is let in now can be joined. Known for nothing, until something raises a doubt: then LiveKit is asked, once for
/// everybody who waits, and again until it has answered.
/// </summary>
internal sealed class LiveKitPresence(RoomServiceClient rooms, LiveKitDoubt doubt)
{
    // It is on this machine or beside it and answers in milliseconds; a port where nobody listens says so at once.
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private long _answered;
    private Task<Found>? _asking;

    private enum Found
    {
        There,

        /// <summary>Busy, or hanging.</summary>
        Silent,
        Gone,
    }

    /// <param name="atOnce">The caller hears silence: one that says nothing is no place for it.</param>
    /// <param name="cancellationToken">The caller waits no longer.</param>
    /// <returns>False when nobody could join there now.</returns>
    public async ValueTask<bool> IsThereAsync(bool atOnce, CancellationToken cancellationToken)
    {
        Task<Found> asking;
        lock (_lock)
        {
            var signs = doubt.Signs;
            if (signs == _answered)
            {
                return true;
            }

            asking = _asking is { IsCompleted: false } ? _asking : _asking = AskAsync(signs);
        }

        return await asking.WaitAsync(cancellationToken) switch
        {
            Found.There => true,
            Found.Silent => !atOnce,
            _ => false,
        };
    }

    private async Task<Found> AskAsync(long signs)
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await rooms.ListRoomNamesAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return Found.Silent;
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            return Found.Gone;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            // It answers. What it says is the reconciler's business.
        }

        lock (_lock)
        {
            _answered = Math.Max(_answered, signs);
        }

        return Found.There;
    }
}
