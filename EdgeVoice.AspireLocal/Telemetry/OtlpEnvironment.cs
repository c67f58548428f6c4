using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AspireLocal.Telemetry;

/// <summary>The telemetry variables of a process.</summary>
internal static class OtlpEnvironment
{
    // Short periods in development, so that a span is on the screen about a second after it ended; milliseconds.
    private const string DevelopmentPeriod = "1000";

    public static void Add(EnvironmentCallbackContext context, IConfiguration configuration, IHostEnvironment environment)
    {
        var variables = context.EnvironmentVariables;
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (context.ExecutionContext.IsPublishMode)
        {
            return;
        }

        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        AddExporter(variables, configuration);
        if (environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = DevelopmentPeriod;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = DevelopmentPeriod;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = DevelopmentPeriod;
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }
    }

    private static void AddExporter(Dictionary<string, object> variables, IConfiguration configuration)
    {
        var (endpoint, protocol) = (configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]) switch
        {
            ({ Length: > 0 } grpc, _) => (grpc, "grpc"),
            (_, { Length: > 0 } http) => (http, "http/protobuf"),
            _ => (null, null),
        };
        if (endpoint is null || protocol is null)
        {
            return;
        }

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }
    }
}
