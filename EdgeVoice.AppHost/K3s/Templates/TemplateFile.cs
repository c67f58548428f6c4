using System.Reflection;
using System.Text.RegularExpressions;

namespace EdgeVoice.AppHost.K3s.Templates;

/// <summary>A text that is kept as data, with <c>{{name}}</c> where a value goes.</summary>
internal static partial class TemplateFile
{
    private const string Prefix = "k3s/";

    /// <exception cref="InvalidOperationException">The template names a value that is not given.</exception>
    public static string Render(string name, params ReadOnlySpan<(string Key, string Value)> values)
    {
        var text = Read(name);
        foreach (var (key, value) in values)
        {
            text = text.Replace($"{{{{{key}}}}}", value, StringComparison.Ordinal);
        }

        return Place().Match(text) is { Success: true } left ? throw new InvalidOperationException($"The template {name} has a place without a value: {left.Value}") : text;
    }

    [GeneratedRegex(@"\{\{[a-zA-Z0-9]+\}\}")]
    private static partial Regex Place();

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name) ?? throw new InvalidOperationException($"There is no template {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
