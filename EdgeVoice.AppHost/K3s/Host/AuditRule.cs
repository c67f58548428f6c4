namespace EdgeVoice.AppHost.K3s.Host;

internal sealed record AuditRule
{
    public required string Level { get; init; }

    public IReadOnlyList<string>? Users { get; init; }

    public IReadOnlyList<string>? UserGroups { get; init; }

    public IReadOnlyList<string>? Verbs { get; init; }

    public IReadOnlyList<AuditResources>? Resources { get; init; }

    public IReadOnlyList<string>? NonResourceURLs { get; init; }
}
