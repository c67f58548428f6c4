namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>What <c>cloudflare.tf.json</c> says, with every reference resolved.</summary>
internal sealed record EdgeDefinition(MonitorDefinition Monitor, IReadOnlyList<PoolDefinition> Pools, LoadBalancerDefinition LoadBalancer, IReadOnlyList<TunnelDefinition> Tunnels)
{
    public PoolDefinition Pool(string label) => Pools.Single(pool => pool.Label == label);
}
