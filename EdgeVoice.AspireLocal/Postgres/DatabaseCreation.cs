using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace EdgeVoice.AspireLocal.Postgres;

/// <summary>Creates the databases of the model.</summary>
internal static class DatabaseCreation
{
    public static async Task CreateMissingAsync(PostgresServerResource server, CancellationToken cancellationToken)
    {
        await using var connection = await PostgresConnection.OpenAsync(server, "postgres", cancellationToken);
        foreach (var database in server.Databases.Values)
        {
            await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
            if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            {
                continue;
            }

            // Names of databases cannot be parameters.
#pragma warning disable CA2100
            await using var create = new NpgsqlCommand($"create database {Quote(database)}", connection);
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
