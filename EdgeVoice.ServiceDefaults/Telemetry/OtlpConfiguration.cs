using Microsoft.Extensions.Configuration;

namespace EdgeVoice.ServiceDefaults.Telemetry;

internal static class OtlpConfiguration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Disabled = "OTEL_SDK_DISABLED";

    public static bool IsDisabled(IConfiguration configuration) => string.Equals(configuration[Disabled], "true", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">A value is set that the exporter would silently replace by a default.</exception>
    public static bool HasEndpoint(IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { } endpoint || string.IsNullOrWhiteSpace(endpoint))
        {
            return false;
        }

        Check(Endpoint, endpoint);
        if (configuration[Protocol] is { Length: > 0 } protocol && protocol is not ("grpc" or "http/protobuf"))
        {
            throw new InvalidOperationException($"{Protocol} is '{protocol}'. Set it to 'grpc' or 'http/protobuf'.");
        }

        return true;
    }

    /// <exception cref="InvalidOperationException">It is no address of a collector.</exception>
    public static void Check(string key, string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{key} is '{endpoint}', which is not an absolute http or https URL. Set for example http://localhost:4317, or leave it empty to export nothing.");
        }
    }
}
