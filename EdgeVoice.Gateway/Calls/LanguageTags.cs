using System.Text.RegularExpressions;

namespace EdgeVoice.Gateway.Calls;

/// <summary>
/// Languages as browsers and operating systems name them: BCP 47 with extensions, POSIX with encoding and modifier, or nothing
/// that can be used. Nobody typed it, so it must not cost them their call.
/// </summary>
internal static partial class LanguageTags
{
    public const string Default = "en-US";

    public const int MaxLength = 255;

    /// <summary>Language, script and region of what was said, as in <c>de-DE</c>; the default when it names none; null when it is no language tag at all.</summary>
    public static string? Nearest(string said)
    {
        // de_DE.UTF-8@euro, en-US@posix
        var tag = said.Split('@', '.')[0].Replace('_', '-').Trim();
        if (said.Length > MaxLength || !Shape().IsMatch(said))
        {
            return null;
        }

        var subtags = tag.Split('-');
        if (tag.Length == 0 || subtags[0].Equals("C", StringComparison.OrdinalIgnoreCase) || subtags[0].Equals("POSIX", StringComparison.OrdinalIgnoreCase) || subtags[0].Length is < 2 or > 3)
        {
            return Default;
        }

        // Behind a subtag of one character come extensions and private use; the rest are variants.
        var rest = subtags.Skip(1).TakeWhile(subtag => subtag.Length > 1).ToArray();
        var script = rest.Take(1).FirstOrDefault(subtag => subtag.Length == 4 && subtag.All(char.IsAsciiLetter));
        var region = rest.Skip(script is null ? 0 : 1).Take(1).FirstOrDefault(subtag => (subtag.Length == 2 && subtag.All(char.IsAsciiLetter)) || (subtag.Length == 3 && subtag.All(char.IsAsciiDigit)));
        return string.Join('-', new[]
        {
            subtags[0].ToLowerInvariant(),
            script is null ? null : char.ToUpperInvariant(script[0]) + script[1..].ToLowerInvariant(),
            region?.ToUpperInvariant(),
        }.OfType<string>());
    }

    // Subtags of at most eight characters; then POSIX encoding and modifier. Nothing at all is a language that is not known.
    [GeneratedRegex(@"\A([A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*)?(\.[A-Za-z0-9_-]{1,32})?(@[A-Za-z0-9_=;-]{1,64})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
