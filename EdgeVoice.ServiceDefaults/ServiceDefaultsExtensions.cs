using EdgeVoice.ServiceDefaults.Health;
using EdgeVoice.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every EdgeVoice service has in common: readable logs, telemetry and health.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds logging, OpenTelemetry and the default health checks.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        LoggingDefaults.Apply(builder);
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        return builder;
    }

    /// <summary>
    /// Exports traces, metrics and logs by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set; the other standard OTEL_* variables are honoured. What turns
    /// are made of goes to the turn dashboard as well when <c>TurnDashboard:OtlpEndpoint</c> is set, with the key <c>TurnDashboard:OtlpApiKey</c>.
    /// A collector that is away costs what it would have received, nothing else.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of these holds a value that cannot work.</exception>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (OtlpConfiguration.IsDisabled(builder.Configuration))
        {
            return builder;
        }

        var standard = OtlpConfiguration.HasEndpoint(builder.Configuration);
        var turns = TurnDashboardOptions.Read(builder.Configuration);
        if (!standard && turns is null)
        {
            return builder;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(builder.Environment.ApplicationName)
                // Last wins: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES replace what is known here.
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddSource("Yarp.ReverseProxy", "EdgeVoice.*")
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !Probes.Match(context.Request.Path.Value);
                    options.EnrichWithHttpRequest = (span, request) => span.SetTag("url.query", AddressRedaction.Query(request.QueryString.Value));
                })
                .AddHttpClientInstrumentation(options =>
                {
                    options.FilterHttpRequestMessage = request => !Probes.Match(request);
                    options.EnrichWithHttpRequestMessage = (span, request) => span.SetTag("url.full", request.RequestUri is { IsAbsoluteUri: true } uri ? AddressRedaction.Url(uri) : null);
                })
                .AddProcessor<Probes.ChildFilter>())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("EdgeVoice.*"))
            .WithLogging(configureBuilder: null, logging =>
            {
                logging.IncludeFormattedMessage = true;
                logging.IncludeScopes = true;
            });
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TelemetryFlush>());
        if (standard)
        {
            telemetry.UseOtlpExporter();
        }

        if (turns is not null)
        {
            TurnDashboardExport.Add(telemetry, turns);
        }

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
