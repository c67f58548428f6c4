using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>What a connector shows: the tunnel it serves and the tunnel's secret. Cloudflare's own form.</summary>
internal sealed class TunnelToken
{
    private readonly byte[] _secret;

    private TunnelToken(Guid tunnelId, byte[] secret)
    {
        TunnelId = tunnelId;
        _secret = secret;
    }

    public Guid TunnelId { get; }

    public static bool TryParse(string? text, out TunnelToken token)
    {
        token = null!;
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(text ?? ""));
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("t", out var id) && id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out var tunnel)
                && root.TryGetProperty("s", out var secret) && secret.ValueKind == JsonValueKind.String && secret.GetString() is { Length: > 0 } value)
            {
                token = new(tunnel, Encoding.UTF8.GetBytes(value));
                return true;
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
        }

        return false;
    }

    public bool Matches(TunnelToken other) => TunnelId == other.TunnelId && CryptographicOperations.FixedTimeEquals(_secret, other._secret);
}
