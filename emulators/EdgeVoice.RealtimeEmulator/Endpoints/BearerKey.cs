using System.Security.Cryptography;
using System.Text;
using EdgeVoice.RealtimeEmulator.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Endpoints;

/// <summary>Compares the bearer token with the configured key in constant time.</summary>
internal sealed class BearerKey(IOptions<RealtimeEmulatorOptions> options)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.ApiKey));

    public bool IsSentBy(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim())), _key);
    }
}
