namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that the AppHost references.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource;
