using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>All kinds of one version of Kubernetes, with custom resources and the files of a host.</summary>
/// <param name="Name">Such as <c>v1.31</c>.</param>
/// <param name="Sources">Where kinds are looked up.</param>
internal sealed record SchemaSet(string Name, IReadOnlyList<SchemaSource> Sources)
{
    /// <param name="document">An object with a kind.</param>
    /// <param name="isPatch">Whether it only names what it changes.</param>
    public IReadOnlyList<SchemaError> Check(JsonNode document, bool isPatch = false)
    {
        var errors = new List<SchemaError>();
        if (document is not JsonObject || Text(document["apiVersion"]) is not { Length: > 0 } apiVersion || Text(document["kind"]) is not { Length: > 0 } kind)
        {
            return [new SchemaError("", "it is no object with apiVersion and kind")];
        }

        var known = false;
        foreach (var source in Sources)
        {
            // A custom resource may be there in several releases; it has to please each.
            if (source.Find(apiVersion, kind) is { } schema)
            {
                known = true;
                new SchemaWalk(source, errors, isPatch).Check(schema, document, "");
            }
        }

        return known ? [.. errors.Distinct()] : [new SchemaError("kind", $"{apiVersion} {kind} is not known to {Name}")];
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
