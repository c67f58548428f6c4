using System.Text.Json;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>Kinds that one file describes: an OpenAPI document of Kubernetes, or a custom resource's definition.</summary>
internal abstract class SchemaSource
{
    /// <summary>The schema of a kind, or null when this source does not know it.</summary>
    public abstract JsonElement? Find(string apiVersion, string kind);

    /// <summary>Name and schema that a <c>$ref</c> means.</summary>
    public virtual JsonElement Resolve(string reference) => throw new FormatException($"The schema refers to {reference}, which it does not hold.");
}
