namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>The processes of one region.</summary>
internal sealed record RegionMembers(
    Region Region,
    IResourceBuilder<IResourceWithEndpoints> LiveKit,
    IReadOnlyList<IResourceBuilder<IResourceWithEndpoints>> Agents,
    IResourceBuilder<IResourceWithEndpoints> Gateway,
    IResourceBuilder<IResource>? Cloudflared)
{
    public IEnumerable<IResource> All =>
    [
        Gateway.Resource,
        .. Agents.Select(agent => agent.Resource),
        LiveKit.Resource,
        .. Cloudflared is null ? Array.Empty<IResource>() : [Cloudflared.Resource],
    ];

    public string GatewayUrl => Gateway.GetEndpoint("http").Url;

    public IEnumerable<string> AgentUrls => Agents.Select(agent => agent.GetEndpoint("http").Url);
}
