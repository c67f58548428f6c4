namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>The processes of one region.</summary>
internal sealed record RegionMembers(
    Region Region,
    IResourceBuilder<IResourceWithEndpoints> LiveKit,
    IReadOnlyList<IResourceBuilder<IResourceWithEndpoints>> Agents,
    IResourceBuilder<IResourceWithEndpoints> Gateway,
    IResourceBuilder<IResourceWithEndpoints>? Cloudflared)
{
    public IEnumerable<IResource> All =>
    [
        Gateway.Resource,
        .. Agents.Select(agent => agent.Resource),
        LiveKit.Resource,
        .. Cloudflared is null ? Array.Empty<IResource>() : [Cloudflared.Resource],
    ];

    /// <summary>Not before the orchestrator gave them theirs.</summary>
    public bool HaveAddresses => Agents.Append(Gateway).All(member => member.GetEndpoint("http").IsAllocated);

    /// <summary>Where the emulators that carry the region's traffic can be told to stop it.</summary>
    public IEnumerable<string> PartitionUrls =>
        new[] { Cloudflared, LiveKit }.OfType<IResourceBuilder<IResourceWithEndpoints>>().Select(member => $"{member.GetEndpoint("http").Url}/emulator/partition");

    public string GatewayUrl => Gateway.GetEndpoint("http").Url;

    public IEnumerable<string> AgentUrls => Agents.Select(agent => agent.GetEndpoint("http").Url);
}
