using System.Security.Cryptography;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>Ids that cannot be guessed: 26 base32 characters carry 130 random bits.</summary>
internal static class RandomId
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Create(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, 26);
}
