using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Takes generations of calls in Postgres: whoever inserts the row of a generation has the call.</summary>
internal sealed partial class GenerationFence(GenerationDatabase database, IOptions<GatewayOptions> options, ILogger<GenerationFence> logger)
{
    // One statement, one round trip: the database may be an ocean away and the caller hears silence meanwhile.
    // A room named after its generation was taken by a caller; an agent replaced in place keeps its room, and does not use up the
    // caller's secret. Two takers that see the same youngest generation collide in the key; the loser looks again.
    private const string Take = """
        WITH known AS (SELECT generation, room FROM call_generations WHERE call_id = @call),
        same AS (
            UPDATE call_generations SET region = @region
            WHERE call_id = @call AND attempt = @attempt
            RETURNING generation),
        ended AS (SELECT 1 FROM calls WHERE call_id = @call AND outcome = ANY(@endings)),
        used AS (SELECT 1 FROM known WHERE generation > @from AND (@room IS NOT NULL OR room = @call || '.' || generation)),
        next AS (SELECT GREATEST(COALESCE(MAX(generation), 0), @from) + 1 AS generation FROM known),
        taken AS (
            INSERT INTO call_generations (call_id, generation, region, room, attempt, reason, taken_at)
            SELECT @call, generation, @region, COALESCE(@room, @call || '.' || generation), @attempt, @reason, now() FROM next
            WHERE NOT EXISTS (SELECT 1 FROM same) AND NOT EXISTS (SELECT 1 FROM ended) AND NOT EXISTS (SELECT 1 FROM used)
            ON CONFLICT DO NOTHING
            RETURNING generation)
        SELECT COALESCE((SELECT generation FROM taken), (SELECT generation FROM same)), EXISTS (SELECT 1 FROM ended), EXISTS (SELECT 1 FROM used)
        """;

    private const string Insert = """
        INSERT INTO call_generations (call_id, generation, region, room, attempt, reason, taken_at)
        VALUES (@call, @generation, @region, @room, @attempt, @reason, now()) ON CONFLICT DO NOTHING
        """;

    private const int MaxCollisions = 5;

    // Outcomes by which somebody ended the call on purpose. A call that was cut off has another one, or none, and may go on.
    private static readonly string[] s_endings = ["caller_hung_up", "caller_silent", "provider_unavailable", "no_caller"];

    // Rather an early "not now", and another try, than a caller who waits for a database that is gone.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

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

            return new FenceResult(FenceVerdict.Superseded, 0);
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

    /// <summary>Asks the taking's question about no call: its connection stays open and its code compiled for the caller who hears silence.</summary>
    /// <exception cref="NpgsqlException">Postgres does not answer.</exception>
    public async Task KeepReadyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Take, connection, transaction);
        Describe(command, new GenerationTaking("", 1, null, Guid.NewGuid(), "ready"));
        command.Parameters.AddWithValue("from", 1);
        command.Parameters.AddWithValue("endings", s_endings);
        await command.ExecuteScalarAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    // Nothing when another taker was faster by a hair.
    private async Task<FenceResult?> TryTakeAsync(GenerationTaking wish, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Take);
        Describe(command, wish);
        command.Parameters.AddWithValue("from", wish.From);
        command.Parameters.AddWithValue("endings", s_endings);

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (!await reader.IsDBNullAsync(0, cancellationToken))
        {
            return new FenceResult(FenceVerdict.Taken, reader.GetInt32(0));
        }

        return reader.GetBoolean(1) ? new FenceResult(FenceVerdict.Ended, 0)
            : !reader.GetBoolean(2) ? null
            : new FenceResult(wish.Room is not null ? FenceVerdict.Superseded : FenceVerdict.AlreadyResumed, 0);
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
