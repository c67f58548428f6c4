namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>Resources of one API group; the core has an empty name.</summary>
internal sealed record AuditResources
{
    public required string Group { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }
}
