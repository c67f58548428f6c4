namespace EdgeVoice.Dashboard.Configuration;

/// <summary>Where telemetry comes in.</summary>
internal sealed class OtlpOptions
{
    public string GrpcEndpointUrl { get; set; } = "http://127.0.0.1:18889";

    public string HttpEndpointUrl { get; set; } = "http://127.0.0.1:18890";

    /// <summary>Senders bring it in the header <c>x-otlp-api-key</c>. Without one only loopback may send.</summary>
    public string PrimaryApiKey { get; set; } = "";

    /// <summary>Accepted as well, so that keys can be changed without a gap.</summary>
    public string SecondaryApiKey { get; set; } = "";
}
