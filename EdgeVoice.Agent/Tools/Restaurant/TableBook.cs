using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeVoice.Agent.Database;
using EdgeVoice.Agent.Tools.Effects;
using Npgsql;
using NpgsqlTypes;

namespace EdgeVoice.Agent.Tools.Restaurant;

/// <summary>
/// The demonstration restaurant's evening: a fixed number of seats a quarter of an hour, and one booking per idempotency
/// key, in the table <c>effects</c> that all regions share. A real deployment puts its own booking system behind the same tools.
/// </summary>
internal sealed class TableBook(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Tool = "book_table";
    private const int Attempts = 2;

    // A hall: the drills of a day book the same hour again and again.
    private const int SeatsPerSlot = 5000;

    // A caller waits. Whoever does not answer by then is as good as away.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1.5);

    private const string TakenSql = """
        SELECT COALESCE(sum((arguments ->> 'guests')::integer), 0)::integer FROM effects
        WHERE tool = 'book_table' AND arguments ->> 'time' = $1 AND made_at >= date_trunc('day', now())
        """;

    // Raised by the table's own trigger (0005_effects_at_commit.sql): the call was lost between statement and commit.
    private const string LostAtCommit = "EV001";

    // Two regions that book the last seats at the same moment come one after the other. Whose commit does not arrive holds up nobody for long.
    private const string InTurnSql = "SELECT set_config('idle_in_transaction_session_timeout', '5s', true), pg_advisory_xact_lock(hashtext($1))";

    // The fence stands in the statement itself: an agent that has lost its call makes no effect, however late it learns of it.
    private const string BookSql = """
        INSERT INTO effects (idempotency_key, call_id, tool, arguments, result, generation, turn, tool_call_id, request)
        SELECT $1, $2, $3, $4, $5, $6, $10, $11, $12
        WHERE NOT EXISTS (SELECT FROM call_generations WHERE call_id = $2 AND generation > $6)
            AND (EXISTS (SELECT FROM effects WHERE idempotency_key = $1)
                OR $7 + (SELECT COALESCE(sum((arguments ->> 'guests')::integer), 0) FROM effects
                    WHERE tool = $3 AND arguments ->> 'time' = $8 AND made_at >= date_trunc('day', now())) <= $9)
        ON CONFLICT (idempotency_key) DO UPDATE SET attempts = effects.attempts + 1
        RETURNING result
        """;

    /// <exception cref="TimeoutException">The database does not answer.</exception>
    public Task<int> FreeSeatsAsync(TimeOnly time, CancellationToken cancellationToken) => WithinLimitAsync(
        async limit =>
        {
            await using var command = database.CreateCommand(TakenSql);
            command.Parameters.AddWithValue(Text(time));
            return SeatsPerSlot - (int)(await command.ExecuteScalarAsync(limit).ConfigureAwait(false))!;
        },
        cancellationToken);

    /// <summary>What the booking is as an effect; its confirmation follows from the key, so that it is known before the database is asked.</summary>
    public static Effect Booking(string callId, string idempotencyKey, TimeOnly time, int guests, string name) => new(
        idempotencyKey, callId, Tool, JsonSerializer.Serialize(new { time = Text(time), guests, name }), Confirmation(idempotencyKey));

    /// <summary>Books, or finds the earlier booking with the same key.</summary>
    /// <exception cref="TimeoutException">The database does not answer: whether it is booked is not known.</exception>
    public Task<EffectOutcome> BookAsync(Effect booking, ToolIntent intent, TimeOnly time, int guests, CancellationToken cancellationToken) => WithinLimitAsync(
        async limit =>
        {
            await using var connection = await database.OpenConnectionAsync(limit).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(limit).ConfigureAwait(false);
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    Command(InTurnSql, $"{Tool} {Text(time)}"),
                    Command(
                        BookSql,
                        booking.IdempotencyKey,
                        booking.CallId,
                        booking.Tool,
                        new NpgsqlParameter { Value = booking.Arguments, NpgsqlDbType = NpgsqlDbType.Jsonb },
                        booking.Result,
                        intent.Generation,
                        guests,
                        Text(time),
                        SeatsPerSlot,
                        intent.Turn,
                        intent.ToolCallId,
                        intent.Arguments),
                    Command("SELECT EXISTS (SELECT FROM call_generations WHERE call_id = $1 AND generation > $2)", booking.CallId, intent.Generation),
                },
            };
            try
            {
                var outcome = await ReadAsync(batch, limit).ConfigureAwait(false);
                await transaction.CommitAsync(limit).ConfigureAwait(false);
                return outcome;
            }
            catch (PostgresException exception) when (exception.SqlState == LostAtCommit)
            {
                return EffectOutcome.Fenced;
            }
        },
        cancellationToken);

    private static async Task<EffectOutcome> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var made = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return made ? EffectOutcome.Made : reader.GetBoolean(0) ? EffectOutcome.Fenced : EffectOutcome.Refused;
    }

    private Task<T> WithinLimitAsync<T>(Func<CancellationToken, Task<T>> query, CancellationToken cancellationToken) =>
        PatientQuery.RunAsync(query, s_limit, Attempts, clock, cancellationToken);

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    // Six digits: easy to say and to write down.
    private static string Confirmation(string idempotencyKey) =>
        $"HH-{BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey))) % 1_000_000:D6}";
}
