using EdgeVoice.AppHost.K3s.Settings;

namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>Names as DNS, certificates and Cloudflare take them: in lower case, without a closing dot.</summary>
internal static class DnsName
{
    public const int MaxLength = 253;

    /// <summary>What is wrong with a domain, or null.</summary>
    public static string? ErrorOfDomain(string text) =>
        text.Length > MaxLength ? $"it has {text.Length} characters, a name has at most {MaxLength}"
        : text.EndsWith('.') ? "it must be written without the closing dot"
        : text.Any(char.IsAsciiLetterUpper) ? $"it must be written in lower case: {text.ToLowerInvariant()}"
        : !text.Split('.').All(Formats.IsLabel) ? "its labels must be 1 to 63 lower-case letters, digits and inner hyphens, separated by dots"
        : null;

    /// <summary>What is wrong with the first label of a name one level below its domain, or null.</summary>
    public static string? ErrorOfLabel(string text) =>
        text.Contains('.') ? "it must be one label: Cloudflare's universal certificate covers no name further down"
        : !Formats.IsLabel(text) ? $"it must be 1 to 63 lower-case letters, digits and inner hyphens, it is '{text}' ({text.Length})"
        : null;
}
