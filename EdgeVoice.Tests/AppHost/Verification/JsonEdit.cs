using System.Globalization;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.Tests.AppHost.Verification;

/// <summary>Changes one place of a document.</summary>
internal static class JsonEdit
{
    /// <param name="path">Such as <c>spec.ports[0].port</c>, or <c>env[NAME].value</c> for the item of that name.</param>
    /// <param name="json">The new value; null removes it.</param>
    public static void Set(JsonNode document, string path, string? json)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(document, Step);
        var last = steps[^1];
        if (last.StartsWith('['))
        {
            parent.AsArray()[Index(parent, last)] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            Assert.True(parent.AsObject().Remove(last));
        }
        else
        {
            parent[last] = JsonNode.Parse(json);
        }
    }

    private static JsonNode Step(JsonNode node, string step) => (step.StartsWith('[') ? node[Index(node, step)] : node[step]) ?? throw new ArgumentException($"There is no {step}.", nameof(step));

    private static int Index(JsonNode node, string step) => int.TryParse(step[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        ? index
        : node.AsArray().Index().Single(item => item.Item.Text("name") == step[1..^1]).Index;
}
