using System.Text.RegularExpressions;

namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>A Terraform expression that names an attribute of another resource.</summary>
internal readonly partial record struct Reference(string Type, string Label, string Attribute)
{
    public static bool TryParse(string text, out Reference reference)
    {
        var match = Form().Match(text);
        reference = match.Success ? new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : default;
        return match.Success;
    }

    [GeneratedRegex(@"^\$\{([a-z][a-z0-9_]*)\.([A-Za-z_][A-Za-z0-9_-]*)\.([a-z][a-z0-9_]*)\}\z")]
    private static partial Regex Form();
}
