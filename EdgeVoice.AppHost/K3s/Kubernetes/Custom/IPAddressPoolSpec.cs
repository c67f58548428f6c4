namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record IPAddressPoolSpec
{
    public required IReadOnlyList<string> Addresses { get; init; }

    public required bool AutoAssign { get; init; }

    public required bool AvoidBuggyIPs { get; init; }

    public required ServiceAllocation ServiceAllocation { get; init; }
}
