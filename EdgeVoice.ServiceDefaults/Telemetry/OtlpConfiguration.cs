using Microsoft.Extensions.Configuration;

namespace EdgeVoice.ServiceDefaults.Telemetry;

internal static class OtlpConfiguration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Disabled = "OTEL_SDK_DISABLED";

    /// <exception cref="InvalidOperationException">A value is set that the exporter would silently replace by a default.</exception>
    public static bool IsEnabled(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]) || string.Equals(configuration[Disabled], "true", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (!Uri.TryCreate(configuration[Endpoint], UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{Endpoint} is '{configuration[Endpoint]}', which is not an absolute http or https URL. Set for example http://localhost:4318, or leave it empty to export nothing.");
        }

        if (configuration[Protocol] is { Length: > 0 } protocol && protocol is not ("grpc" or "http/protobuf"))
        {
            throw new InvalidOperationException($"{Protocol} is '{protocol}'. Set it to 'grpc' or 'http/protobuf'.");
        }

        return true;
    }
}
