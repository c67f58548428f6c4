namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources. The name is checked when the resource is added to a builder.</summary>
public abstract class Resource : IResource
{
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
