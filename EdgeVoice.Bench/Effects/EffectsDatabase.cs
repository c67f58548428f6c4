using Dapper;
using Npgsql;

namespace EdgeVoice.Bench.Effects;

/// <summary>What the drill asks of the database and does to it.</summary>
internal sealed class EffectsDatabase(string connectionString)
{
    /// <summary>Effects by call; a call that is not in it has none.</summary>
    public async Task<IReadOnlyDictionary<string, int>> EffectsAsync(IReadOnlyList<Booking> calls, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string CallId, int Count)>(new CommandDefinition(
            "SELECT call_id, count(*)::int FROM effects WHERE call_id = ANY(@ids) GROUP BY call_id", new { ids = calls.Select(call => call.CallId).ToArray() }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.CallId, row => row.Count);
    }

    /// <summary>The keys of a call's effects with the agent that made each, for a person who reads a failure.</summary>
    public async Task<IReadOnlyList<string>> DescribeAsync(string callId, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT concat(idempotency_key, ' by generation ', generation, ', tried ', attempts, ' times, at ', made_at) FROM effects WHERE call_id = @callId ORDER BY made_at", new { callId }, cancellationToken: cancellationToken))];
    }

    /// <summary>The calls' next generation, as a gateway takes it before it sends an agent.</summary>
    public async Task TakeAsync(IReadOnlyList<Booking> calls, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO call_generations (call_id, generation, region, room, attempt, reason) SELECT id, 2, 'us-east', id, gen_random_uuid(), 'drill' FROM unnest(@ids) AS id",
            new { ids = calls.Select(call => call.CallId).ToArray() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Keeps all bookings of these hours waiting until it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync(IReadOnlyList<Booking> calls, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_lock(hashtext(name)) FROM unnest(@names) AS name", new { names = calls.Select(call => $"{Booking.Tool} {call.Time}").ToArray() }, cancellationToken: cancellationToken));
        return connection;
    }

    /// <summary>Bookings that wait for their hour.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", cancellationToken: cancellationToken));
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // Locks go with the session, and a pool would keep it.
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
