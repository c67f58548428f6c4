using System.Security.Cryptography;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Cloudflare's name for a request: 16 hexadecimal digits and the data centre that took it.</summary>
internal static class Ray
{
    private const int IdBytes = 8;

    public static string New(string colo) => $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}-{colo}";
}
