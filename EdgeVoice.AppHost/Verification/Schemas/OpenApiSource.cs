using System.Text.Json;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>An OpenAPI 2 document, as Kubernetes publishes it.</summary>
internal sealed class OpenApiSource : SchemaSource, IDisposable
{
    private const string Prefix = "#/definitions/";

    private readonly JsonDocument _document;
    private readonly JsonElement _definitions;
    private readonly Dictionary<(string ApiVersion, string Kind), JsonElement> _kinds = [];

    public OpenApiSource(Stream content)
    {
        _document = JsonDocument.Parse(content);
        _definitions = _document.RootElement.GetProperty("definitions");
        foreach (var definition in _definitions.EnumerateObject())
        {
            if (definition.Value.TryGetProperty("x-kubernetes-group-version-kind", out var kinds))
            {
                foreach (var kind in kinds.EnumerateArray())
                {
                    var group = kind.GetProperty("group").GetString();
                    var version = kind.GetProperty("version").GetString()!;
                    _kinds[(string.IsNullOrEmpty(group) ? version : $"{group}/{version}", kind.GetProperty("kind").GetString()!)] = definition.Value;
                }
            }
        }
    }

    public override JsonElement? Find(string apiVersion, string kind) => _kinds.TryGetValue((apiVersion, kind), out var schema) ? schema : null;

    public override JsonElement Resolve(string reference) =>
        reference.StartsWith(Prefix, StringComparison.Ordinal) && _definitions.TryGetProperty(reference[Prefix.Length..], out var schema) ? schema : base.Resolve(reference);

    public void Dispose() => _document.Dispose();
}
