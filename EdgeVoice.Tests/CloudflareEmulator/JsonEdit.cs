using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.CloudflareEmulator;

internal static partial class JsonEdit
{
    /// <summary>Sets the value at a path such as <c>$.a.b[0].c</c>; the value <c>-</c> removes it.</summary>
    public static void Set(JsonNode root, string path, string value)
    {
        var steps = Steps().Matches(path[1..]).Select(match => match.Groups[1].Success ? (object)match.Groups[1].Value : int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var parent = steps[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        var node = value == "-" ? null : JsonNode.Parse(value);
        switch (steps[^1])
        {
            case string name when value == "-":
                Assert.True(parent.AsObject().Remove(name), $"{path} was not there");
                break;
            case string name:
                parent[name] = node;
                break;
            case int index:
                parent[index] = node;
                break;
        }
    }

    [GeneratedRegex(@"\.([^.\[]+)|\[([0-9]+)\]")]
    private static partial Regex Steps();
}
