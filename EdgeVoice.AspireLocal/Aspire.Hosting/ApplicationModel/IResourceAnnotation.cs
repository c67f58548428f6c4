namespace Aspire.Hosting.ApplicationModel;

/// <summary>A fact attached to a resource; the orchestrator and the publishers read them.</summary>
public interface IResourceAnnotation;
