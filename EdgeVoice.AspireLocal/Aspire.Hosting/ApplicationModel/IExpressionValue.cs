namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value with both a run-time and a manifest form.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
