using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace EdgeVoice.AspireLocal.Postgres;

/// <summary>Short sessions of the orchestrator itself.</summary>
internal static class PostgresConnection
{
    public static async Task<NpgsqlConnection> OpenAsync(PostgresServerResource server, string databaseName, CancellationToken cancellationToken)
    {
        var text = await server.GetConnectionStringAsync(cancellationToken);
        // No pool: a session that is kept open would keep a fast shutdown busy and hide a server that is gone.
        var options = new NpgsqlConnectionStringBuilder(text) { Database = databaseName, Pooling = false, Timeout = 3, CommandTimeout = 10 };
        var connection = new NpgsqlConnection(options.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
