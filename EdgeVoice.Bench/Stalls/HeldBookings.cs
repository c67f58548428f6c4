using Npgsql;

namespace EdgeVoice.Bench.Stalls;

/// <summary>Keeps every booking waiting in the database, so that a moment comes in which the tool runs.</summary>
internal sealed class HeldBookings : IAsyncDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);

    private readonly string _connectionString;
    private readonly NpgsqlConnection _holder;
    private NpgsqlTransaction? _transaction;

    private HeldBookings(string connectionString)
    {
        _connectionString = connectionString;
        _holder = new NpgsqlConnection(connectionString);
    }

    public static async Task<HeldBookings> HoldAsync(string connectionString, CancellationToken cancellationToken)
    {
        var held = new HeldBookings(connectionString);
        await held._holder.OpenAsync(cancellationToken);
        held._transaction = await held._holder.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("LOCK TABLE effects IN ACCESS EXCLUSIVE MODE", held._holder, held._transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return held;
    }

    /// <summary>Completes when a booking waits; it must be let go soon, since a caller waits as well.</summary>
    public async Task ReachedAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'effects'::regclass AND NOT granted)", connection);
        while (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await Task.Delay(s_poll, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _holder.DisposeAsync();
    }
}
