using System.Globalization;
using Dapper;
using Npgsql;

namespace EdgeVoice.Bench.Failover.Checks;

/// <summary>What PostgreSQL has of a call, against what the caller was told.</summary>
internal sealed class JournalCheck(string connectionString)
{
    // Entries that waited on a disk are shipped when database and region are back.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(45);

    /// <summary>Waits for the turns; returns what is missing after the limit, with what the journal says of it.</summary>
    public async Task<IReadOnlyList<LostTurn>> LostTurnsAsync(string callId, IReadOnlyCollection<(int Generation, int Turn)> seen, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_settle);
        var missing = seen.ToArray();
        try
        {
            while (true)
            {
                var written = await TurnsAsync(callId, limit.Token);
                // The next agent's first turn may arrive before its first pong tells its generation.
                missing = [.. seen.Where(turn => !written.Contains(turn) && !written.Contains((turn.Generation + 1, turn.Turn)))];
                if (missing.Length == 0)
                {
                    return [];
                }

                await Task.Delay(TimeSpan.FromMilliseconds(500), limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var journalled = await TurnEntriesAsync(callId, cancellationToken);
            return [.. missing.Select(turn => new LostTurn(turn.Generation, turn.Turn, journalled.GetValueOrDefault(turn, "is not in the journal")))];
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

    private async Task<Dictionary<(int Generation, int Turn), string>> TurnEntriesAsync(string callId, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var entries = await connection.QueryAsync<(int Generation, int Turn, bool Superseded, double? BehindMs)>(new CommandDefinition(
            """
            SELECT generation, (body ->> 'turn')::int, superseded,
                (SELECT extract(epoch FROM at - min(taken_at))::float8 * 1000 FROM call_generations younger WHERE younger.call_id = journal.call_id AND younger.generation > journal.generation)
            FROM journal WHERE call_id = @callId AND kind = 'turn_completed'
            """,
            new { callId },
            cancellationToken: cancellationToken));
        return entries.GroupBy(entry => (entry.Generation, entry.Turn)).ToDictionary(turn => turn.Key, turn => Describe(turn.First().Superseded, turn.First().BehindMs));
    }

    private static string Describe(bool superseded, double? behindMs) =>
        $"is in the journal{(superseded ? ", superseded" : "")}{(behindMs is { } behind ? string.Create(CultureInfo.InvariantCulture, $", ended {behind:0} ms after the next agent had taken the call") : "")}";

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
