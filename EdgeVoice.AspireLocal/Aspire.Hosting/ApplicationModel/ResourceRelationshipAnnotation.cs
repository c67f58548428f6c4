namespace Aspire.Hosting.ApplicationModel;

/// <summary>That this resource has to do with another, and how.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public string Type { get; } = type;
}
