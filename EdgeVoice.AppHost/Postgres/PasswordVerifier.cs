using System.Security.Cryptography;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>Tells whether the password is still the one that the data folder was made with, without keeping it.</summary>
internal static class PasswordVerifier
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // The passwords are long and random by default; the work factor is for those that a person chose.
    private const int Iterations = 100_000;

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Convert.ToBase64String(salt)}:{Convert.ToBase64String(Hash(password, salt))}";
    }

    public static bool Matches(string verifier, string password)
    {
        try
        {
            var parts = verifier.Trim().Split(':');
            return parts.Length == 2 && CryptographicOperations.FixedTimeEquals(Hash(password, Convert.FromBase64String(parts[0])), Convert.FromBase64String(parts[1]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Hash(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}
