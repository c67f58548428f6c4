namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of a model; names are unique without regard to case.</summary>
public interface IResourceCollection : IList<IResource>;
