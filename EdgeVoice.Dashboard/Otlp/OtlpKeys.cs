using System.Net;
using System.Security.Cryptography;
using System.Text;
using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Who may send.</summary>
internal sealed class OtlpKeys(IOptions<DashboardOptions> options)
{
    public const string Header = "x-otlp-api-key";

    /// <returns>Null when the sender may go on, otherwise what it must do.</returns>
    public string? Refuse(HttpContext context)
    {
        var otlp = options.Value.Otlp;
        if (otlp.PrimaryApiKey.Length == 0)
        {
            return context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
                ? null
                : $"Only this machine may send without a key. Set Dashboard__Otlp__PrimaryApiKey here and OTEL_EXPORTER_OTLP_HEADERS={Header}=<key> at the sender.";
        }

        var sent = context.Request.Headers[Header].ToString();
        return Same(sent, otlp.PrimaryApiKey) || (otlp.SecondaryApiKey.Length > 0 && Same(sent, otlp.SecondaryApiKey))
            ? null
            : $"The header {Header} is missing or wrong. Set OTEL_EXPORTER_OTLP_HEADERS={Header}=<key>.";
    }

    private static bool Same(string sent, string key) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
