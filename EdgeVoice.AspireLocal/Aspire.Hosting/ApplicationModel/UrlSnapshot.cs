namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL under which the resource is reached.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal);
