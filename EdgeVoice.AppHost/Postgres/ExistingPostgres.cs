using System.Data.Common;
using System.Globalization;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>Where a server is that nobody has to start.</summary>
internal sealed record ExistingPostgres(string Host, int Port, string User, string Password)
{
    private const string Setting = "EdgeVoice:Postgres:ConnectionString";
    private const string Form = "Host=db.example.com;Port=5432;Username=postgres;Password=…";
    private const int DefaultPort = 5432;

    /// <exception cref="DistributedApplicationException">It is no connection string, or lacks host, user or password.</exception>
    public static ExistingPostgres Parse(string connectionString)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException exception)
        {
            // Not the text of it: there is a password in it.
            throw new DistributedApplicationException($"{Setting} is no connection string: it must look like {Form}", exception);
        }

        return new(
            Text(parts, "Host", "Server") ?? throw Missing("Host"),
            Text(parts, "Port") switch
            {
                null => DefaultPort,
                var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 => port,
                var text => throw new DistributedApplicationException($"{Setting} has the port '{text}': it must be a number from 1 to 65535."),
            },
            Text(parts, "Username", "User Id") ?? throw Missing("Username"),
            Text(parts, "Password") ?? throw Missing("Password"));
    }

    private static string? Text(DbConnectionStringBuilder parts, params string[] names) =>
        names.Select(name => parts.TryGetValue(name, out var value) ? value.ToString() : null).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static DistributedApplicationException Missing(string name) => new($"{Setting} has no {name}: it must look like {Form}");
}
