using System.Data.Common;
using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers PostgreSQL data sources with logging, health check, tracing and metrics, as the package Aspire.Npgsql does.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string SectionName = "Aspire:Npgsql";

    /// <summary>Registers a singleton <see cref="NpgsqlDataSource"/> for <c>ConnectionStrings:{connectionName}</c>.</summary>
    /// <remarks>A missing connection string is an <see cref="InvalidOperationException"/> when the data source is first asked for.</remarks>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null) =>
        Register(builder, connectionName, serviceKey: null, configureSettings, configureDataSourceBuilder);

    /// <summary>Registers a singleton <see cref="NpgsqlDataSource"/> under the key <paramref name="name"/> for <c>ConnectionStrings:{name}</c>.</summary>
    /// <remarks>A missing connection string is an <see cref="InvalidOperationException"/> when the data source is first asked for.</remarks>
    public static void AddKeyedNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string name,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null) =>
        Register(builder, name, serviceKey: name, configureSettings, configureDataSourceBuilder);

    private static void Register(
        IHostApplicationBuilder builder,
        string connectionName,
        object? serviceKey,
        Action<NpgsqlSettings>? configureSettings,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = Read(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);

        builder.Services.TryAddKeyedSingleton(serviceKey, (services, _) => Build(services, connectionName, settings, configureDataSourceBuilder));
        builder.Services.TryAddKeyedSingleton<DbDataSource>(serviceKey, (services, key) => services.GetRequiredKeyedService<NpgsqlDataSource>(key));
        builder.Services.TryAddKeyedTransient(serviceKey, (services, key) => services.GetRequiredKeyedService<NpgsqlDataSource>(key).CreateConnection());
        builder.Services.TryAddKeyedTransient<DbConnection>(serviceKey, (services, key) => services.GetRequiredKeyedService<NpgsqlConnection>(key));

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                serviceKey is null ? "PostgreSql" : $"PostgreSql_{connectionName}",
                services => new NpgsqlHealthCheck(() => services.GetRequiredKeyedService<NpgsqlDataSource>(serviceKey)),
                failureStatus: null,
                tags: null,
                timeout: NpgsqlHealthCheck.Timeout));
        }

        if (!settings.DisableTracing)
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Npgsql"));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("Npgsql"));
        }
    }

    private static NpgsqlSettings Read(IConfiguration configuration, string connectionName)
    {
        var settings = new NpgsqlSettings();
        configuration.GetSection(SectionName).Bind(settings);
        configuration.GetSection($"{SectionName}:{connectionName}").Bind(settings);
        if (configuration.GetConnectionString(connectionName) is { } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        return settings;
    }

    private static NpgsqlDataSource Build(IServiceProvider services, string connectionName, NpgsqlSettings settings, Action<NpgsqlDataSourceBuilder>? configure)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"There is no connection string for PostgreSQL. Set 'ConnectionStrings:{connectionName}' (environment: ConnectionStrings__{connectionName}), or the key 'ConnectionString' in the section '{SectionName}' or '{SectionName}:{connectionName}'.");
        }

        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = connectionName };
        builder.UseLoggerFactory(services.GetService<ILoggerFactory>());
        configure?.Invoke(builder);
        return builder.Build();
    }
}
