using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>A CustomResourceDefinition; its objects' metadata is Kubernetes' own.</summary>
internal sealed class CustomResourceSource : SchemaSource
{
    private readonly Dictionary<(string ApiVersion, string Kind), JsonElement> _kinds = [];
    private readonly OpenApiSource _kubernetes;

    private CustomResourceSource(JsonNode definition, OpenApiSource kubernetes)
    {
        _kubernetes = kubernetes;
        var kind = (string)definition["spec"]!["names"]!["kind"]!;
        foreach (var version in definition["spec"]!["versions"]!.AsArray())
        {
            var schema = version!["schema"]!["openAPIV3Schema"]!;
            schema["properties"]!["metadata"] = new JsonObject { ["$ref"] = "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" };
            using var document = JsonDocument.Parse(schema.ToJsonString());
            _kinds[($"{(string)definition["spec"]!["group"]!}/{(string)version["name"]!}", kind)] = document.RootElement.Clone();
        }
    }

    /// <summary>One source for each definition in the text.</summary>
    public static IEnumerable<CustomResourceSource> Parse(string text, OpenApiSource kubernetes) => YamlText.Parse(text)
        .Where(document => (string?)document["kind"] == "CustomResourceDefinition")
        .Select(document => new CustomResourceSource(document, kubernetes));

    public override JsonElement? Find(string apiVersion, string kind) => _kinds.TryGetValue((apiVersion, kind), out var schema) ? schema : null;

    public override JsonElement Resolve(string reference) => _kubernetes.Resolve(reference);
}
