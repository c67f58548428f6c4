using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.Integration;

/// <summary>What must not be in the lines of an AppHost.</summary>
internal static partial class Leaks
{
    /// <summary>Lines with a secret or an access token in them.</summary>
    public static IEnumerable<string> Of(HostedAppHost appHost, params string[] more) => Of(appHost.Lines, more);

    /// <summary>The same of what the AppHost itself prints.</summary>
    public static IEnumerable<string> Of(AppHostProcess appHost) => Of(appHost.Lines);

    private static IEnumerable<string> Of(IEnumerable<string> lines, params string[] more) => lines.Where(line =>
        HostedAppHost.Secrets.Concat(more).Any(secret => line.Contains(secret, StringComparison.Ordinal)) || Jwt().IsMatch(line));

    // {"alg": and {"typ": in base64url, then a dot and a payload.
    [GeneratedRegex(@"eyJ(hbGci|0eXAi)[\w-]*\.[\w-]{8}")]
    private static partial Regex Jwt();
}
