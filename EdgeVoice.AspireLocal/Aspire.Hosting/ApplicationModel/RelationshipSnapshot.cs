namespace Aspire.Hosting.ApplicationModel;

/// <summary>Another resource that this one has to do with.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);
