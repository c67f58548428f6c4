using EdgeVoice.Agent.Calls.Migrations;
using EdgeVoice.Tests.Shared;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class MigratorTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly PostgresServer _postgres = postgres;
    private NpgsqlDataSource? _source;

    private NpgsqlDataSource Source => _source!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _source = NpgsqlDataSource.Create(await _postgres.CreateDatabaseAsync());

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    [Fact]
    public async Task Run_ManyAtOnce_AppliesEachStepOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Migrator.RunAsync(Source, Cancel)));

        Assert.Equal(Migration.Embedded.Count, Convert.ToInt32(await ScalarAsync("SELECT count(*) FROM schema_migrations"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Run_AppliedStepWasEdited_SaysWhichOne()
    {
        await Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE a ()")], Cancel);

        var error = await Assert.ThrowsAsync<MigrationException>(() => Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE a (b int)")], Cancel));

        Assert.Contains("0001_a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherLineEnds_IsTheSameStep()
    {
        await Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE\na ()")], Cancel);

        await Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE\r\na ()")], Cancel);
    }

    [Fact]
    public async Task Run_DatabaseIsNewer_SaysBothVersions()
    {
        await Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE a ()"), new(2, "0002_b", "CREATE TABLE b ()")], Cancel);

        var error = await Assert.ThrowsAsync<MigrationException>(() => Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE a ()")], Cancel));

        Assert.Contains("migration 2 (0002_b)", error.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StepFails_LeavesNothingOfTheRun()
    {
        await Assert.ThrowsAsync<PostgresException>(() => Migrator.RunAsync(Source, [new(1, "0001_a", "CREATE TABLE a ()"), new(2, "0002_b", "CREATE TABEL b ()")], Cancel));

        Assert.IsType<DBNull>(await ScalarAsync("SELECT to_regclass('a')::text"));
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
