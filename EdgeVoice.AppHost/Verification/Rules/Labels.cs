using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>Selectors and what they select.</summary>
internal static class Labels
{
    /// <summary>Whether a selector's <c>matchLabels</c> and <c>matchExpressions</c> hold for some labels.</summary>
    public static bool Match(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        Contains(labels, selector.Map("matchLabels")) && selector.Items("matchExpressions").All(expression => Holds(expression, labels));

    /// <summary>Whether all wanted labels are there.</summary>
    public static bool Contains(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted) =>
        wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    public static IReadOnlyDictionary<string, string> OfPods(FleetDocument workload) => workload.PodTemplate.Map("metadata", "labels");

    /// <summary>A selector as people write it.</summary>
    public static string Spell(IReadOnlyDictionary<string, string> labels) => string.Join(',', labels.Select(pair => $"{pair.Key}={pair.Value}"));

    private static bool Holds(JsonNode expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Text("key") ?? "");
        var values = expression.Texts("values");
        return expression.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
