using System.Text.RegularExpressions;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>How names and expressions are written.</summary>
internal static partial class Formats
{
    public static bool IsLabel(string text) => Label().IsMatch(text);

    public static bool IsBucket(string text) => Bucket().IsMatch(text);

    public static bool IsInterface(string text) => Interface().IsMatch(text);

    public static bool IsTag(string text) => text != "latest" && Tag().IsMatch(text);

    public static bool IsRepository(string text) => Repository().IsMatch(text);

    public static bool IsDigest(string text) => Digest().IsMatch(text);

    public static bool IsTurnstileKey(string text) => TurnstileKey().IsMatch(text);

    public static bool IsHttpsName(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.HostNameType == UriHostNameType.Dns && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;

    // RFC 1123, as Kubernetes wants names and k3s wants nodes.
    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Label();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\\z")]
    private static partial Regex Bucket();

    // IFNAMSIZ is 16 with the closing zero.
    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,14}\\z")]
    private static partial Regex Interface();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\\z")]
    private static partial Regex Tag();

    [GeneratedRegex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+\\z")]
    private static partial Regex Repository();

    [GeneratedRegex("^0x[0-9A-Za-z_-]{20,60}\\z")]
    private static partial Regex TurnstileKey();

    [GeneratedRegex("^sha256:[0-9a-f]{64}\\z")]
    private static partial Regex Digest();
}
