namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs code: project, executable or container.</summary>
public interface IComputeResource : IResource;
