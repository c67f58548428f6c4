namespace Aspire.Npgsql;

/// <summary>Settings of one PostgreSQL connection; read from <c>Aspire:Npgsql</c>, then from <c>Aspire:Npgsql:{name}</c>.</summary>
public sealed class NpgsqlSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{name}</c> goes before what the section holds.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether the health check is left out. Default <see langword="false"/>.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Whether tracing is left out. Default <see langword="false"/>.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Whether metrics are left out. Default <see langword="false"/>.</summary>
    public bool DisableMetrics { get; set; }
}
