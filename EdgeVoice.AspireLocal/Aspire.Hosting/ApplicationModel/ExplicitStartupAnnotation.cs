namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only by its start command.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
