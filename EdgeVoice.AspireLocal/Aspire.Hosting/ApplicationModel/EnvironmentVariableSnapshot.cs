namespace Aspire.Hosting.ApplicationModel;

/// <summary>An environment variable as the process got it; <c>IsFromSpec</c> when the model set it.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
