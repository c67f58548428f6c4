namespace Aspire.Hosting.ApplicationModel;

/// <summary>A fact shown about a resource.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    public bool IsSensitive { get; init; }
}
