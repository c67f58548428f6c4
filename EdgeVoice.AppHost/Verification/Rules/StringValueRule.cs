using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>An unquoted number or truth value where Kubernetes wants a string is the classic error of written manifests.</summary>
internal sealed class StringValueRule : IFleetRule
{
    public string Name => "strings";

    public string Promise => "values of env, labels, annotations, ConfigMaps and DNS options are strings";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        foreach (var document in fleet.AllDocuments().Where(document => document.Kind.Length > 0))
        {
            foreach (var (path, node) in document.Node.Walk())
            {
                if (IsMapOfStrings(path) && node is JsonObject map)
                {
                    foreach (var name in map.Where(pair => pair.Value.Text() is null).Select(pair => pair.Key))
                    {
                        yield return new Finding(document.File, $"{document.Identity}: {path}.{name} is no string");
                    }
                }

                if ((path.EndsWith(".value", StringComparison.Ordinal) && (path.Contains(".env[", StringComparison.Ordinal) || path.Contains(".options[", StringComparison.Ordinal))) && node.Text() is null)
                {
                    yield return new Finding(document.File, $"{document.Identity}: {path} is no string");
                }
            }
        }
    }

    private static bool IsMapOfStrings(string path) => path is "data" or "stringData"
        || path.EndsWith("metadata.labels", StringComparison.Ordinal) || path.EndsWith("metadata.annotations", StringComparison.Ordinal)
        || path.EndsWith("matchLabels", StringComparison.Ordinal) || path.EndsWith("nodeSelector", StringComparison.Ordinal);
}
