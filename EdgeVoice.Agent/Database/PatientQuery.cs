using Npgsql;

namespace EdgeVoice.Agent.Database;

/// <summary>
/// Asks PostgreSQL while a caller waits: not for longer than they bear, and once more when the connection was one that a
/// restarted server no longer knows.
/// </summary>
internal static class PatientQuery
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <param name="query">May be run again: its effect counts once.</param>
    /// <param name="attempts">How often to try before <paramref name="limit"/> passes.</param>
    /// <exception cref="TimeoutException">No answer within the limit or the attempts; the inner exception says why.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> query, TimeSpan limit, int attempts, TimeProvider time, CancellationToken cancellationToken)
    {
        using var passed = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, passed.Token);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // A server that hangs in the middle of an answer does not even take the cancellation.
                return await query(linked.Token).WaitAsync(linked.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsAbsence(exception))
            {
                if (passed.IsCancellationRequested || attempt == attempts)
                {
                    throw new TimeoutException($"PostgreSQL does not answer: {exception.Message}", exception);
                }
            }

            await Task.Delay(s_pause, time, linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The server is away, starts, stops or hangs; anything else is a fault of ours.</summary>
    private static bool IsAbsence(Exception exception) =>
        exception is OperationCanceledException or TimeoutException or NpgsqlException { IsTransient: true } or PostgresException { SqlState: ['5', '3' or '7', ..] };
}
