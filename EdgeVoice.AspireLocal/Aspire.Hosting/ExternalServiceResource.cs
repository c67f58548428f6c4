using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that runs elsewhere; nothing is started for it.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <exception cref="DistributedApplicationException">The URI is not absolute.</exception>
    public ExternalServiceResource(string name, Uri uri)
        : base(name)
    {
        Uri = uri.IsAbsoluteUri
            ? uri
            : throw new DistributedApplicationException($"The URL of external service '{name}' must be absolute, for example https://host/. It is '{uri}'.");
    }

    public Uri? Uri { get; }
}
