using Dapper;
using Npgsql;

namespace EdgeVoice.Agent.Calls.Migrations;

/// <summary>Brings the database to the version of this build: all steps in one transaction, one process at a time.</summary>
internal static class Migrator
{
    // Any number that no other program uses for an advisory lock in this database.
    private const long LockKey = 0x45564A4F55524E;

    /// <summary>Does nothing when the database is up to date; waits while another process migrates.</summary>
    /// <exception cref="MigrationException">The database was migrated by a newer build or from other files.</exception>
    public static Task RunAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        RunAsync(dataSource, Migration.Embedded, cancellationToken);

    internal static async Task RunAsync(NpgsqlDataSource dataSource, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // No timeout: a step on a large table takes as long as it takes, and whoever waits for the lock waits for that.
        Task ExecuteAsync(string sql, object? parameters = null) =>
            connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, commandTimeout: 0, cancellationToken: cancellationToken));

        await ExecuteAsync("SELECT pg_advisory_xact_lock(@LockKey)", new { LockKey });
        await ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
            """);
        var applied = await connection.QueryAsync<Applied>(new CommandDefinition(
            "SELECT version, name, checksum FROM schema_migrations ORDER BY version", transaction: transaction, cancellationToken: cancellationToken));

        foreach (var migration in Pending(migrations, [.. applied]))
        {
            await ExecuteAsync(migration.Sql);
            await ExecuteAsync("INSERT INTO schema_migrations (version, name, checksum) VALUES (@Version, @Name, @Checksum)", new { migration.Version, migration.Name, migration.Checksum });
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<Migration> Pending(IReadOnlyList<Migration> migrations, IReadOnlyList<Applied> applied)
    {
        var newest = migrations.Count == 0 ? 0 : migrations[^1].Version;
        foreach (var step in applied)
        {
            if (migrations.FirstOrDefault(migration => migration.Version == step.Version) is not { } known)
            {
                throw new MigrationException($"The database has migration {step.Version} ({step.Name}); this build knows versions up to {newest}. Deploy the build that brought it, or a newer one.");
            }

            if (known.Checksum != step.Checksum)
            {
                throw new MigrationException($"Migration {known.Name} was changed after it was applied to this database. Restore its file and put the change into a new migration.");
            }
        }

        return migrations.Where(migration => applied.All(step => step.Version != migration.Version));
    }

    private sealed record Applied(int Version, string Name, string Checksum);
}
