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
        INSERT INTO journal (call_id, sequence, kind, at, writer, body)
        SELECT call_id, sequence, body ->> 'kind', at, writer, body
        FROM unnest(@call_ids, @sequences, @ats, @writers, @bodies) AS entry (call_id, sequence, at, writer, body)
        ORDER BY call_id, sequence
        ON CONFLICT (call_id, sequence) DO NOTHING
        RETURNING call_id, sequence
        """;

    private const string ConflictSql = """
        SELECT call_id, sequence
        FROM journal JOIN unnest(@call_ids, @sequences, @writers) AS entry (call_id, sequence, writer) USING (call_id, sequence)
        WHERE journal.writer <> entry.writer
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
            "SELECT EXISTS (SELECT FROM journal WHERE call_id = @CallId AND sequence >= @Sequence)",
            new { end.Entry.CallId, end.Entry.Sequence },
            commandTimeout: CommandTimeoutSeconds,
            cancellationToken: cancellationToken));
        if (!goesOn)
        {
            await InsertAsync(connection, [end], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>All entries of a call in order; empty when nothing is known of it.</summary>
    public async Task<IReadOnlyList<JournalEntry>> LoadAsync(string callId, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT body::text FROM journal WHERE call_id = $1 ORDER BY sequence");
        command.Parameters.AddWithValue(callId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(JournalJson.Read(reader.GetFieldValue<byte[]>(0)));
        }

        return entries;
    }

    private static async Task<IReadOnlyList<SpooledEntry>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<SpooledEntry> entries, CancellationToken cancellationToken)
    {
        var inserted = await PositionsAsync(connection, InsertSql, entries, cancellationToken);
        var news = entries.Where(entry => inserted.Contains(Position(entry))).ToArray();
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

        if (news.Length == entries.Count)
        {
            return [];
        }

        var conflicting = await PositionsAsync(connection, ConflictSql, entries, cancellationToken);
        return [.. entries.Where(entry => conflicting.Contains(Position(entry)))];
    }

    private static async Task<HashSet<(string CallId, long Sequence)>> PositionsAsync(
        NpgsqlConnection connection,
        string sql,
        IReadOnlyList<SpooledEntry> entries,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = CommandTimeoutSeconds };
        command.Parameters.AddWithValue("call_ids", entries.Select(entry => entry.Entry.CallId).ToArray());
        command.Parameters.AddWithValue("sequences", entries.Select(entry => entry.Entry.Sequence).ToArray());
        command.Parameters.AddWithValue("ats", entries.Select(entry => entry.Entry.At.ToUniversalTime()).ToArray());
        command.Parameters.AddWithValue("writers", entries.Select(entry => entry.Writer).ToArray());
        command.Parameters.AddWithValue("bodies", NpgsqlDbType.Array | NpgsqlDbType.Jsonb, entries.Select(entry => entry.Json).ToArray());

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var positions = new HashSet<(string, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            positions.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return positions;
    }

    private static (string CallId, long Sequence) Position(SpooledEntry entry) => (entry.Entry.CallId, entry.Entry.Sequence);
}
