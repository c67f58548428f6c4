using EdgeVoice.ServiceDefaults.Health;
using EdgeVoice.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every EdgeVoice service has in common: readable logs, telemetry and health.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds logging, OpenTelemetry and the default health checks. Call it before anything else is registered, so that telemetry stops last.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        LoggingDefaults.Apply(builder);
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        return builder;
    }

    /// <summary>
    /// Exports traces, metrics and logs by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set; the other standard OTEL_* variables are honoured.
    /// A collector that is away costs what it would have received, nothing else.
    /// </summary>
    /// <exception cref="InvalidOperationException">OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_PROTOCOL holds a value that cannot work.</exception>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (!OtlpConfiguration.IsEnabled(builder.Configuration))
        {
            return builder;
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TelemetryLifetime>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ServerSpanStartupFilter>());
        new TelemetryBuilder(builder.Services).AddEdgeVoice(builder.Environment.ApplicationName).UseOtlpExporter();
        return builder;
    }

    /// <summary>Adds the check behind <c>/alive</c>: the process answers.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthEndpoints.LiveTag]);
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (every check: send traffic?) and <c>/alive</c> (checks tagged <c>live</c>: restart it?).
    /// Both answer the overall status as plain text and never tell which part is ill.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.MapHealthChecks(HealthEndpoints.Ready).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks(HealthEndpoints.Alive, new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthEndpoints.LiveTag) })
            .AllowAnonymous()
            .DisableHttpMetrics();
        return app;
    }
}
