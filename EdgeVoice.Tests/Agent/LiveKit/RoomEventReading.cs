using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Tests.Agent.LiveKit;

internal static class RoomEventReading
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(25);

    /// <summary>Reads events until one of the kind that fits, and returns it.</summary>
    public static async Task<T> NextAsync<T>(this Room room, Func<T, bool>? fits = null)
        where T : RoomEvent
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        var seen = new List<RoomEvent>();
        try
        {
            await foreach (var roomEvent in room.Events.ReadAllAsync(limit.Token))
            {
                if (roomEvent is T wanted && fits?.Invoke(wanted) != false)
                {
                    return wanted;
                }

                seen.Add(roomEvent);
            }
        }
        catch (OperationCanceledException)
        {
            // Reported below, with what came instead.
        }

        throw new InvalidOperationException($"No {typeof(T).Name} in {room.LocalIdentity}; seen: {string.Join(", ", seen)}");
    }
}
