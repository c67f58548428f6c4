using Dapper;
using Npgsql;

namespace EdgeVoice.Agent.Calls.Generations;

/// <summary>The table <c>call_generations</c>.</summary>
internal sealed class GenerationStore(NpgsqlDataSource database)
{
    private const int CommandTimeoutSeconds = 5;

    // The reason has spaces, which a caller's word for a resume cannot have: nobody else's row can pass for an agent's.
    private const string InsertSql = """
        INSERT INTO call_generations (call_id, generation, region, room, attempt, reason)
        SELECT call_id, generation, region, room, attempt, 'taken by its agent'
        FROM unnest(@calls, @generations, @regions, @rooms, @attempts) AS mine (call_id, generation, region, room, attempt)
        WHERE NOT EXISTS (SELECT FROM call_generations taken WHERE taken.call_id = mine.call_id AND taken.generation >= mine.generation)
        ON CONFLICT DO NOTHING
        """;

    // Who holds each call, and whether our own row is ours: whoever gave us the call may have written it.
    private const string LostSql = """
        SELECT mine.call_id, mine.generation
        FROM unnest(@calls, @generations, @regions, @rooms, @attempts) AS mine (call_id, generation, region, room, attempt)
        WHERE EXISTS (
            SELECT FROM call_generations taken
            WHERE taken.call_id = mine.call_id
                AND (taken.generation > mine.generation
                    OR (taken.generation = mine.generation AND (taken.region, taken.room) <> (mine.region, mine.room))
                    OR (taken.generation = mine.generation AND taken.reason = 'taken by its agent' AND taken.attempt <> mine.attempt)))
        """;

    /// <summary>All takings of a call, oldest first.</summary>
    public async Task<IReadOnlyList<Generation>> OfAsync(string callId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(int Number, string Region, string Room, DateTime TakenAt)>(new CommandDefinition(
            "SELECT generation, region, room, taken_at FROM call_generations WHERE call_id = @callId ORDER BY generation",
            new { callId },
            commandTimeout: CommandTimeoutSeconds,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        return [.. rows.Select(row => new Generation(row.Number, row.Region, row.Room, new DateTimeOffset(row.TakenAt.ToUniversalTime())))];
    }

    /// <summary>Writes the rows of the calls that nobody has written, and returns those calls that others hold.</summary>
    public async Task<IReadOnlyList<RunningCall>> TakeAsync(IReadOnlyCollection<RunningCall> calls, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await LostAsync(connection, $"{InsertSql};{LostSql}", calls, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of the calls that others hold; one query for all.</summary>
    public async Task<IReadOnlyList<RunningCall>> LostAsync(IReadOnlyCollection<RunningCall> calls, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await LostAsync(connection, LostSql, calls, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<RunningCall>> LostAsync(NpgsqlConnection connection, string sql, IReadOnlyCollection<RunningCall> calls, CancellationToken cancellationToken)
    {
        var lost = (await connection.QueryAsync<(string, int)>(Command(sql, calls, cancellationToken)).ConfigureAwait(false)).ToHashSet();
        return [.. calls.Where(call => lost.Contains((call.CallId, call.Generation)))];
    }

    private static CommandDefinition Command(string sql, IReadOnlyCollection<RunningCall> calls, CancellationToken cancellationToken) => new(
        sql,
        new
        {
            calls = calls.Select(call => call.CallId).ToArray(),
            generations = calls.Select(call => call.Generation).ToArray(),
            regions = calls.Select(call => call.Region).ToArray(),
            rooms = calls.Select(call => call.Room).ToArray(),
            attempts = calls.Select(call => call.Attempt).ToArray(),
        },
        commandTimeout: CommandTimeoutSeconds,
        cancellationToken: cancellationToken);
}
