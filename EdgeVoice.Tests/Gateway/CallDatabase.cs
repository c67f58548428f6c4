using EdgeVoice.Agent.Calls.Migrations;
using EdgeVoice.Tests.Shared;
using Npgsql;

namespace EdgeVoice.Tests.Gateway;

/// <summary>A database as the migrations leave it, with the rows that a gateway reads and writes.</summary>
internal sealed class CallDatabase
{
    private readonly string _connectionString;

    private CallDatabase(string connectionString) => _connectionString = connectionString;

    public string ConnectionString => _connectionString;

    public string Setting => "--ConnectionStrings:edgevoice=" + _connectionString;

    public static async Task<CallDatabase> CreateAsync(PostgresServer postgres)
    {
        var database = new CallDatabase(await postgres.CreateDatabaseAsync());
        await using var source = NpgsqlDataSource.Create(database._connectionString);
        await Migrator.RunAsync(source, TestContext.Current.CancellationToken);
        return database;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<bool> IsJoinedAsync(string callId, int generation)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand("SELECT joined_at IS NOT NULL FROM call_generations WHERE call_id = $1 AND generation = $2");
        command.Parameters.AddWithValue(callId);
        command.Parameters.AddWithValue(generation);
        return await command.ExecuteScalarAsync() is true;
    }

    public async Task<IReadOnlyList<(int Generation, string Region, string Room)>> GenerationsAsync(string callId)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand("SELECT generation, region, room FROM call_generations WHERE call_id = $1 ORDER BY generation");
        command.Parameters.AddWithValue(callId);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(int, string, string)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return rows;
    }
}
