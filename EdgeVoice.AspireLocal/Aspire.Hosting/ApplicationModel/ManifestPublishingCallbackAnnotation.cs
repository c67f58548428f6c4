using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource is written to the manifest.</summary>
public class ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) : IResourceAnnotation
{
    public Func<ManifestPublishingContext, Task>? Callback { get; } = callback;

    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new(null);
}
