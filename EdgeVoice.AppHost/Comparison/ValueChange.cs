using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Comparison;

/// <summary>A place in a document whose value differs; nothing on one side means that it is not there.</summary>
/// <param name="Path">Fields down to it; a list's item goes by its name where it has one.</param>
internal sealed record ValueChange(IReadOnlyList<string> Path, JsonNode? Before, JsonNode? After)
{
    private const int LongestValue = 60;

    /// <summary>The last field of the path.</summary>
    public string Field => Path.Count > 0 ? Path[^1] : "";

    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"{Spell(Path)} {Short(After)} added",
        (_, null) => $"{Spell(Path)} {Short(Before)} removed",
        _ => $"{Spell(Path)} {Short(Before)} -> {Short(After)}",
    };

    public static string Short(JsonNode? value)
    {
        var text = value switch
        {
            null => "",
            JsonValue scalar => scalar.ToString(),
            _ => value.ToJsonString(),
        };
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestValue ? line : $"{line[..LongestValue]}...";
    }

    private static string Spell(IReadOnlyList<string> path) => string.Join('.', path).Replace(".[", "[", StringComparison.Ordinal);
}
