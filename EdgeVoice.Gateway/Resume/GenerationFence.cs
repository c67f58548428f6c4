using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Takes generations of calls in Postgres: whoever inserts the row of a generation has the call.</summary>
internal sealed partial class GenerationFence(GenerationDatabase database, IOptions<GatewayOptions> options, ILogger<GenerationFence> logger)
{
    // One statement, one round trip: the database may be an ocean away and the caller hears silence meanwhile.
    // A room named after its generation was granted to a caller; an agent replaced in place keeps its room, and does not use up the
    // caller's secret. A grant counts as joined when its token was used, by what the gateway of its region wrote or knows, or by
    // anything that came after: words of its agent, another agent in its room. Until then whoever holds the secret before it, or its own,
    // has it, wherever they ask; afterwards its own secret alone leads on. Two takers that see the same youngest generation collide in
    // the key; the loser looks again.
    private const string Take = """
        WITH known AS (SELECT generation, room = @call || '.' || generation AS granted, joined_at, taken_at FROM call_generations WHERE call_id = @call),
        youngest AS (SELECT COALESCE(MAX(generation), 0) AS generation, COALESCE(MAX(generation) FILTER (WHERE granted), 0) AS granted FROM known),
        before AS (SELECT COALESCE(MAX(known.generation), 0) AS generation FROM known, youngest WHERE known.granted AND known.generation < youngest.granted),
        joined AS (
            SELECT 1 FROM known, youngest
            WHERE known.generation = youngest.granted
                AND (known.joined_at IS NOT NULL OR youngest.granted <= @joined OR youngest.generation > youngest.granted
                    OR EXISTS (SELECT FROM journal WHERE call_id = @call AND generation = youngest.granted))),
        ended AS (
            SELECT 1 FROM calls WHERE call_id = @call AND outcome = ANY(@endings)
            UNION ALL
            SELECT 1 FROM known, youngest
            WHERE known.generation = youngest.granted AND known.taken_at < now() - @patience AND NOT EXISTS (SELECT 1 FROM joined)),
        open AS (
            SELECT youngest.granted AS generation FROM youngest, before
            WHERE @room IS NULL AND @from BETWEEN before.generation AND youngest.granted AND youngest.granted > 0 AND NOT EXISTS (SELECT 1 FROM joined)),
        again AS (
            UPDATE call_generations SET region = @region
            WHERE call_id = @call AND generation = (SELECT generation FROM open) AND joined_at IS NULL AND NOT EXISTS (SELECT 1 FROM ended)
            RETURNING generation),
        crowded AS (
            SELECT 1 WHERE @room IS NULL AND (SELECT COUNT(*) FROM known WHERE granted AND taken_at > now() - @span) >= @most),
        used AS (
            SELECT 1 FROM youngest
            WHERE NOT EXISTS (SELECT 1 FROM open) AND CASE WHEN @room IS NULL THEN youngest.granted ELSE youngest.generation END > @from),
        taken AS (
            INSERT INTO call_generations (call_id, generation, region, room, attempt, reason, taken_at)
            SELECT @call, next, @region, COALESCE(@room, @call || '.' || next), @attempt, @reason, now()
            FROM (SELECT GREATEST(generation, @from) + 1 AS next FROM youngest) AS following
            WHERE NOT EXISTS (SELECT 1 FROM open) AND NOT EXISTS (SELECT 1 FROM ended) AND NOT EXISTS (SELECT 1 FROM used) AND NOT EXISTS (SELECT 1 FROM crowded)
            ON CONFLICT DO NOTHING
            RETURNING generation)
        SELECT COALESCE((SELECT generation FROM taken), (SELECT generation FROM again)), EXISTS (SELECT 1 FROM ended), EXISTS (SELECT 1 FROM used), EXISTS (SELECT 1 FROM crowded),
            @joined > 0 OR EXISTS (SELECT 1 FROM known WHERE joined_at IS NOT NULL) OR EXISTS (SELECT FROM journal WHERE call_id = @call) OR EXISTS (SELECT FROM calls WHERE call_id = @call)
        """;

    // The place that stands there has the call: a token that is used where the grant was before it moved on changes nothing.
    private const string Join = """
        UPDATE call_generations SET joined_at = now()
        FROM unnest(@calls, @generations) AS mine (call_id, generation)
        WHERE call_generations.call_id = mine.call_id AND call_generations.generation = mine.generation AND region = @region AND joined_at IS NULL
        """;

    private const string Elsewhere = """
        SELECT mine.call_id, mine.generation
        FROM unnest(@calls, @generations) AS mine (call_id, generation)
        WHERE EXISTS (
            SELECT FROM call_generations taken
            WHERE taken.call_id = mine.call_id AND (taken.generation > mine.generation OR (taken.generation = mine.generation AND taken.region <> @region)))
        """;

    private const string Insert = """
        INSERT INTO call_generations (call_id, generation, region, room, attempt, reason, taken_at)
        VALUES (@call, @generation, @region, @room, @attempt, @reason, now()) ON CONFLICT DO NOTHING
        """;

    private const int MaxCollisions = 5;

    // Outcomes by which somebody ended the call on purpose. A call that was cut off has another one, or none, and may go on.
    private static readonly string[] s_endings = ["caller_hung_up", "caller_silent", "longest_call", "provider_unavailable", "no_caller"];

    // A caller tries for seconds. A grant that nobody has joined for this long belongs to a call that nobody will come back to.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // A caller who loses one region after the other needs four; what takes more is no caller.
    private const int MostGrants = 10;
    private static readonly TimeSpan s_grantSpan = TimeSpan.FromMinutes(1);

    // Rather an early "not now", and another try, than a caller who waits for a database that is gone.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    /// <summary>Takes the next generation, or has the youngest one again that nobody has joined.</summary>
    public async Task<FenceResult> TakeAsync(GenerationTaking wish, CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(s_timeout);
            for (var collisions = 0; collisions < MaxCollisions; collisions++)
            {
                if (await TryTakeAsync(wish, timeout.Token) is { } result)
                {
                    return result;
                }
            }

            return new FenceResult(FenceVerdict.Contended, 0);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogUnreachable(exception.GetType().Name, exception.Message);
            return new FenceResult(FenceVerdict.Unreachable, 0);
        }
    }

    /// <summary>Writes down a generation that was taken while Postgres was away.</summary>
    /// <exception cref="NpgsqlException">It still is.</exception>
    public async Task RecordAsync(GenerationTaking taken, int generation, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Insert);
        Describe(command, taken);
        command.Parameters.AddWithValue("generation", generation);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Callers have used the tokens of these grants.</summary>
    /// <exception cref="NpgsqlException">Postgres does not answer.</exception>
    public async Task JoinAsync(IReadOnlyCollection<CallRoom> grants, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Join);
        Describe(command, grants);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Those of the grants that have been given again elsewhere, or whose call has gone on.</summary>
    /// <exception cref="NpgsqlException">Postgres does not answer.</exception>
    public async Task<IReadOnlyList<CallRoom>> ElsewhereAsync(IReadOnlyCollection<CallRoom> grants, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Elsewhere);
        Describe(command, grants);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var elsewhere = new List<CallRoom>();
        while (await reader.ReadAsync(cancellationToken))
        {
            elsewhere.Add(new CallRoom(reader.GetString(0), reader.GetInt32(1)));
        }

        return elsewhere;
    }

    /// <summary>Asks the taking's question about no call: its connection stays open and its code compiled for the caller who hears silence.</summary>
    /// <exception cref="NpgsqlException">Postgres does not answer.</exception>
    public async Task KeepReadyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Take, connection, transaction);
        DescribeTaking(command, new GenerationTaking("", 1, null, Guid.NewGuid(), "ready"));
        await command.ExecuteScalarAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    // Nothing when another taker was faster by a hair.
    private async Task<FenceResult?> TryTakeAsync(GenerationTaking wish, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Take);
        DescribeTaking(command, wish);

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (!await reader.IsDBNullAsync(0, cancellationToken))
        {
            return new FenceResult(FenceVerdict.Taken, reader.GetInt32(0), reader.GetBoolean(4));
        }

        return reader.GetBoolean(1) ? new FenceResult(FenceVerdict.Ended, 0)
            : reader.GetBoolean(2) ? new FenceResult(wish.Room is not null ? FenceVerdict.Superseded : FenceVerdict.AlreadyResumed, 0)
            : reader.GetBoolean(3) ? new FenceResult(FenceVerdict.Contended, 0)
            : null;
    }

    private void DescribeTaking(NpgsqlCommand command, GenerationTaking wish)
    {
        Describe(command, wish);
        command.Parameters.AddWithValue("from", wish.From);
        command.Parameters.AddWithValue("joined", wish.Joined);
        command.Parameters.AddWithValue("endings", s_endings);
        command.Parameters.AddWithValue("patience", s_patience);
        command.Parameters.AddWithValue("most", MostGrants);
        command.Parameters.AddWithValue("span", s_grantSpan);
    }

    private void Describe(NpgsqlCommand command, IReadOnlyCollection<CallRoom> grants)
    {
        command.Parameters.AddWithValue("region", options.Value.Region);
        command.Parameters.AddWithValue("calls", grants.Select(grant => grant.CallId).ToArray());
        command.Parameters.AddWithValue("generations", grants.Select(grant => grant.Generation).ToArray());
    }

    private void Describe(NpgsqlCommand command, GenerationTaking taking)
    {
        command.Parameters.AddWithValue("call", taking.CallId);
        command.Parameters.AddWithValue("region", options.Value.Region);
        command.Parameters.AddWithValue("attempt", taking.Attempt);
        command.Parameters.AddWithValue("reason", taking.Reason);
        command.Parameters.Add(new NpgsqlParameter("room", NpgsqlDbType.Text) { Value = (object?)taking.Room ?? DBNull.Value });
    }

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "Postgres does not answer ({Error}: {Detail}); no call from elsewhere can go on here until it does")]
    private partial void LogUnreachable(string error, string detail);
}
