using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>Puts the providers into the host's own services, so that other registrations can add sources to them and OTEL_* keys are read from the host's configuration.</summary>
internal sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    private static readonly string[] s_sources = ["Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy", "EdgeVoice.*"];

    private static readonly string[] s_meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "EdgeVoice.*",
    ];

    public IServiceCollection Services { get; } = services;

    public TelemetryBuilder AddEdgeVoice(string serviceName)
    {
        this.ConfigureResource(resource => resource
                .AddService(serviceName)
                // Last wins: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES replace what is known here.
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(s_sources).AddProcessor<ProbeFilter>())
            .WithMetrics(metrics => metrics.AddMeter(s_meters))
            .WithLogging(configureBuilder: null, logging =>
            {
                logging.IncludeFormattedMessage = true;
                logging.IncludeScopes = true;
            });
        return this;
    }
}
