using EdgeVoice.AppHost.Verification.Agreements;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.AppHost.Verification.Rules;
using EdgeVoice.AppHost.Verification.Schemas;

namespace EdgeVoice.AppHost.Verification;

/// <summary>Everything that must hold in a published fleet, one rule each.</summary>
internal static class FleetVerification
{
    /// <param name="schemas">Versions of Kubernetes to check against; may be none.</param>
    public static IReadOnlyList<IFleetRule> All(IReadOnlyList<SchemaSet> schemas) =>
    [
        new ReadableRule(),
        new SchemaRule(schemas),
        new KustomizationRule(),
        new UniqueRule(),
        new NamespaceRule(),
        new ServiceAccountRule(),
        new ConfigReferenceRule(),
        new SecretRule(),
        new NoSecretDataRule(),
        new VolumeRule(),
        new SelectorRule(),
        new ServicePortRule(),
        new ServiceAddressRule(),
        new StringValueRule(),
        new ScheduleRule(),
        new ImageRule(),
        new ImageLockRule(),
        new UdpRangeRule(),
        new ClusterDnsRule(),
        new LoadBalancerPoolRule(),
        new TunnelRule(),
        new HealthPathRule(),
        new FailoverRule(),
        new RegionHostsRule(),
        new HostNameRule(),
        new SessionCapacityRule(),
        new ServerConfigRule(),
        new PodNetworkRule(),
        new ApiAddressRule(),
        new FirewallOpeningsRule(),
        new DrainRule(),
        new PodSecurityRule(),
        new DefaultDenyRule(),
        new SumsRule(),
    ];

    public static IReadOnlyList<RuleResult> Check(PublishedFleet fleet, IReadOnlyList<SchemaSet> schemas) =>
        [.. All(schemas).Select(rule => new RuleResult(rule, [.. rule.Check(fleet).Distinct()]))];
}
