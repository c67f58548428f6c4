namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a parameter that must be a valid endpoint name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EndpointNameAttribute : Attribute;
