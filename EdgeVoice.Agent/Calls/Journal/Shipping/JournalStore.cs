using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>The journal in PostgreSQL. An entry and its effect on the read models are one transaction, and count once however often they are sent.</summary>
internal sealed class JournalStore(NpgsqlDataSource dataSource)
{
    // A database that accepts and never answers is as good as away.
    private const int CommandTimeoutSeconds = 10;

    private const string InsertSql = """
        INSERT INTO journal (call_id, generation, sequence, kind, at, writer, superseded, body)
        SELECT call_id, generation, sequence, body ->> 'kind', at, writer,
            EXISTS (
                SELECT FROM call_generations younger
                WHERE younger.call_id = entry.call_id AND younger.generation > entry.generation AND younger.taken_at < entry.counts_from),
            body
        FROM unnest(@call_ids, @generations, @sequences, @ats, @counts_from, @writers, @bodies) AS entry (call_id, generation, sequence, at, counts_from, writer, body)
        ORDER BY call_id, generation, sequence
        ON CONFLICT (call_id, generation, sequence) DO NOTHING
        RETURNING call_id, generation, sequence, superseded
        """;

    private const string ConflictSql = """
        SELECT call_id, generation, sequence, superseded
        FROM journal
        JOIN unnest(@call_ids, @generations, @sequences, @writers) AS entry (call_id, generation, sequence, writer) USING (call_id, generation, sequence)
        WHERE journal.writer <> entry.writer
        """;

    private const string IntentsSql = """
        SELECT made_at, generation, turn, tool_call_id, tool, request, idempotency_key
        FROM effects WHERE call_id = $1 AND tool_call_id IS NOT NULL ORDER BY generation, made_at
        """;

    private readonly NpgsqlDataSource _dataSource = dataSource;

    /// <returns>Entries that are not stored because another agent already used their number.</returns>
    public async Task<IReadOnlyList<SpooledEntry>> ShipAsync(IReadOnlyList<SpooledEntry> entries, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var conflicts = await InsertAsync(connection, entries, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return conflicts;
    }

    /// <summary>Adds the end of a call unless the call already goes on behind it.</summary>
    public async Task EndLostCallAsync(SpooledEntry end, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var goesOn = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT FROM journal WHERE call_id = @CallId AND (generation, sequence) >= (@Generation, @Sequence))
                OR EXISTS (SELECT FROM call_generations WHERE call_id = @CallId AND generation > @Generation)
            """,
            new { end.Entry.CallId, end.Entry.Generation, end.Entry.Sequence },
            commandTimeout: CommandTimeoutSeconds,
            cancellationToken: cancellationToken));
        if (!goesOn)
        {
            await InsertAsync(connection, [end], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What is known of a call, in one round trip; empty when that is nothing.</summary>
    public async Task<StoredCall> LoadAsync(string callId, CancellationToken cancellationToken)
    {
        await using var batch = _dataSource.CreateBatch();
        // An effect whose commit passed the fence before this agent had the call is there after this.
        batch.BatchCommands.Add(ReadModels.Command("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", callId));
        batch.BatchCommands.Add(ReadModels.Command("SELECT body::text FROM journal WHERE call_id = $1 AND NOT superseded ORDER BY generation, sequence", callId));
        batch.BatchCommands.Add(ReadModels.Command(IntentsSql, callId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(JournalJson.Read(reader.GetFieldValue<byte[]>(0)));
        }

        await reader.NextResultAsync(cancellationToken);
        var intents = new List<ToolCallStarted>();
        while (await reader.ReadAsync(cancellationToken))
        {
            intents.Add(new ToolCallStarted(
                callId, reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6)) { Generation = reader.GetInt32(1) });
        }

        return new StoredCall(entries, intents);
    }

    private static async Task<IReadOnlyList<SpooledEntry>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<SpooledEntry> entries, CancellationToken cancellationToken)
    {
        var inserted = await PositionsAsync(connection, InsertSql, entries, cancellationToken);
        var news = entries.Where(entry => inserted.TryGetValue(Position(entry), out var superseded) && !superseded).ToArray();
        if (news.Length > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = CommandTimeoutSeconds };
            foreach (var command in news.SelectMany(entry => ReadModels.Commands(entry.Entry)))
            {
                batch.BatchCommands.Add(command);
            }

            if (batch.BatchCommands.Count > 0)
            {
                await batch.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        if (inserted.Count == entries.Count)
        {
            return [];
        }

        var conflicting = await PositionsAsync(connection, ConflictSql, entries, cancellationToken);
        return [.. entries.Where(entry => conflicting.ContainsKey(Position(entry)))];
    }

    /// <returns>Where the rows stand, and whether they are superseded.</returns>
    private static async Task<Dictionary<(string CallId, int Generation, long Sequence), bool>> PositionsAsync(
        NpgsqlConnection connection,
        string sql,
        IReadOnlyList<SpooledEntry> entries,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = CommandTimeoutSeconds };
        command.Parameters.AddWithValue("call_ids", entries.Select(entry => entry.Entry.CallId).ToArray());
        command.Parameters.AddWithValue("generations", entries.Select(entry => entry.Entry.Generation).ToArray());
        command.Parameters.AddWithValue("sequences", entries.Select(entry => entry.Entry.Sequence).ToArray());
        command.Parameters.AddWithValue("ats", entries.Select(entry => entry.Entry.At.ToUniversalTime()).ToArray());
        command.Parameters.AddWithValue("counts_from", entries.Select(entry => entry.Entry.CountsFrom.ToUniversalTime()).ToArray());
        command.Parameters.AddWithValue("writers", entries.Select(entry => entry.Writer).ToArray());
        command.Parameters.AddWithValue("bodies", NpgsqlDbType.Array | NpgsqlDbType.Jsonb, entries.Select(entry => entry.Json).ToArray());

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var positions = new Dictionary<(string, int, long), bool>();
        while (await reader.ReadAsync(cancellationToken))
        {
            positions[(reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2))] = reader.GetBoolean(3);
        }

        return positions;
    }

    private static (string CallId, int Generation, long Sequence) Position(SpooledEntry entry) => (entry.Entry.CallId, entry.Entry.Generation, entry.Entry.Sequence);
}
