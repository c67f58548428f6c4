using EdgeVoice.AppHost.K3s.Kubernetes;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>The part of the chart's values that differs from its defaults.</summary>
internal sealed record MetalLbValues
{
    public required SpeakerValues Speaker { get; init; }

    public required Switch Frrk8s { get; init; }

    internal sealed record SpeakerValues
    {
        public required Switch Frr { get; init; }

        public IReadOnlyList<Toleration>? Tolerations { get; init; }
    }

    internal sealed record Switch
    {
        public required bool Enabled { get; init; }
    }
}
