using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeVoice.Tests.AppHost.Verification;

/// <summary>Changes one place of a document.</summary>
internal static class JsonEdit
{
    /// <param name="path">Such as <c>spec.ports[0].port</c>.</param>
    /// <param name="json">The new value; null removes it.</param>
    public static void Set(JsonNode document, string path, string? json)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(document, (node, step) => Index(step) is { } index ? node[index]! : node[step]!);
        if (Index(steps[^1]) is { } last)
        {
            parent.AsArray()[last] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            Assert.True(parent.AsObject().Remove(steps[^1]));
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(json);
        }
    }

    private static int? Index(string step) => step.StartsWith('[') ? int.Parse(step[1..^1], CultureInfo.InvariantCulture) : null;
}
