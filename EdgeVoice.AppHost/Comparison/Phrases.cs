using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Comparison;

/// <summary>Says a document's changes as an operator would; what it has no words for is told by path.</summary>
internal static class Phrases
{
    public static IEnumerable<string> Of(FleetDocument document, FleetDocument earlier, IEnumerable<ValueChange> changes) =>
        Path.GetFileName(document.File) == "firewall.json"
            ? FirewallPhrases.Of(earlier.Node, document.Node)
            : changes.Select(change => Of(document, change)).Distinct();

    private static string Of(FleetDocument document, ValueChange change) => change switch
    {
        { Field: "image", Before: not null, After: not null } => Image(change),
        { Field: "replicas", Path: ["spec", "replicas"] } => $"replicas {ValueChange.Short(change.Before)} -> {ValueChange.Short(change.After)}",
        { Path: [.., "env", ['[', .. var name, ']'], "value"] } => $"env {name} {ValueChange.Short(change.Before)} -> {ValueChange.Short(change.After)}",
        { Path: [.., "env", ['[', .. var name, ']']] } => Presence($"env {name}", change, change.Before.Text("value") ?? change.After.Text("value")),
        { Path: ["spec", "addresses"] } when document.Kind == "IPAddressPool" => Presence("address", change, null),
        { Path: ["data", var key] } when Multiline(change) => $"{key}: {Lines(change)}",
        { Path: [.., ("requests" or "limits") and var bound, var resource] } => $"{resource} {bound} {ValueChange.Short(change.Before)} -> {ValueChange.Short(change.After)}",
        _ when Multiline(change) => $"{string.Join('.', change.Path)}: {Lines(change)}",
        _ => change.ToString(),
    };

    private static string Image(ValueChange change)
    {
        var (before, after) = (change.Before!.ToString(), change.After!.ToString());
        var (oldName, oldTag) = ImageName.Split(before);
        var (name, tag) = ImageName.Split(after);
        return oldName == name ? $"image {name} {oldTag} -> {tag}" : $"image {before} -> {after}";
    }

    private static string Presence(string subject, ValueChange change, string? value) => (change.Before, change.After) switch
    {
        (null, _) => $"{subject} {value ?? ValueChange.Short(change.After)} added",
        (_, null) => $"{subject} {value ?? ValueChange.Short(change.Before)} removed",
        _ => $"{subject} {ValueChange.Short(change.Before)} -> {ValueChange.Short(change.After)}",
    };

    private static bool Multiline(ValueChange change) =>
        change is { Before: JsonValue one, After: JsonValue other } && one.ToString().Contains('\n', StringComparison.Ordinal) && other.ToString().Contains('\n', StringComparison.Ordinal);

    // A file inside a document, such as LiveKit's configuration: compared by its own fields where it has any.
    private static string Lines(ValueChange change)
    {
        try
        {
            if (YamlText.Parse(change.Before!.ToString()) is [JsonObject before] && YamlText.Parse(change.After!.ToString()) is [JsonObject after])
            {
                return string.Join("; ", ValueComparison.Compare(before, after));
            }
        }
        catch (FormatException)
        {
            // Not YAML: counted below.
        }

        return TextChanges.Compare("", "", change.Before!.ToString(), change.After!.ToString()).Text;
    }
}
