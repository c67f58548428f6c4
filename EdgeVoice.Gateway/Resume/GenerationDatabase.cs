using Npgsql;

namespace EdgeVoice.Gateway.Resume;

/// <summary>The database of the generations. A gateway that has none admits calls all the same; it only cannot take over any.</summary>
internal sealed class GenerationDatabase(IServiceProvider services, IConfiguration configuration)
{
    public const string ConnectionName = "edgevoice";

    private readonly Lazy<NpgsqlDataSource?> _source = new(() =>
        string.IsNullOrWhiteSpace(configuration.GetConnectionString(ConnectionName)) ? null : services.GetRequiredService<NpgsqlDataSource>());

    private NpgsqlDataSource Source => _source.Value ?? throw new InvalidOperationException($"ConnectionStrings__{ConnectionName} is not set.");

    /// <exception cref="InvalidOperationException">There is no database.</exception>
    public NpgsqlCommand CreateCommand(string sql) => Source.CreateCommand(sql);

    /// <exception cref="InvalidOperationException">There is no database.</exception>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => Source.OpenConnectionAsync(cancellationToken);
}
