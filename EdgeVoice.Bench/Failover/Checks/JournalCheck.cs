using Dapper;
using Npgsql;

namespace EdgeVoice.Bench.Failover.Checks;

/// <summary>What PostgreSQL has of a call, against what the caller was told.</summary>
internal sealed class JournalCheck(string connectionString)
{
    // Entries that waited on a disk are shipped when database and region are back.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(45);

    /// <summary>Waits for the turns; returns how many are missing after the limit.</summary>
    public async Task<int> LostTurnsAsync(string callId, IReadOnlyCollection<(int Generation, int Turn)> seen, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_settle);
        var missing = seen.Count;
        try
        {
            while (true)
            {
                var written = await TurnsAsync(callId, limit.Token);
                // The next agent's first turn may arrive before its first pong tells its generation.
                missing = seen.Count(turn => !written.Contains(turn) && !written.Contains((turn.Generation + 1, turn.Turn)));
                if (missing == 0)
                {
                    return 0;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(500), limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return missing;
        }
    }

    /// <summary>Bookings of the call beyond the one that it asked for.</summary>
    public async Task<int> RepeatedEffectsAsync(string callId, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var effects = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select count(*) from effects where call_id = @callId and tool = 'book_table'", new { callId }, cancellationToken: cancellationToken));
        return Math.Max(0, effects - 1);
    }

    private async Task<HashSet<(int Generation, int Turn)>> TurnsAsync(string callId, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<(int, int)>(new CommandDefinition("select generation, turn from turns where call_id = @callId", new { callId }, cancellationToken: cancellationToken))];
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
