namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a parameter that must be a valid resource name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute;
