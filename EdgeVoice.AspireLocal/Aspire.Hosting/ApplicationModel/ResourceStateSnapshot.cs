namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state from <see cref="KnownResourceStates"/> or one of the resource's own, and how it is shown.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}
