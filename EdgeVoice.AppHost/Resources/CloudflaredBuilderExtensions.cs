using EdgeVoice.AppHost.Resources;

namespace Aspire.Hosting;

/// <summary>The Cloudflare tunnel through which a region's gateway is reached.</summary>
internal static class CloudflaredBuilderExtensions
{
    private const string Image = "cloudflare/cloudflared";
    private const string ImageTag = "2025.8.1";

    /// <summary>A container with the region's tunnel token when published; on this machine callers reach the gateway directly.</summary>
    public static void AddCloudflared(this IDistributedApplicationBuilder builder, Region region, IResourceBuilder<ProjectResource> gateway)
    {
        var name = $"cloudflared-{region}";
        if (builder.ExecutionContext.IsPublishMode)
        {
            var token = builder.AddParameter($"cloudflared-token-{region}", secret: true);
            builder.AddContainer(name, Image, ImageTag)
                .WithArgs("tunnel", "--no-autoupdate", "run")
                .WithEnvironment("TUNNEL_TOKEN", token)
                .WaitFor(gateway);
            return;
        }

        builder.AddResource(new CloudflaredResource(name)).ExcludeFromManifest().WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = "Cloudflared",
            Properties = [],
            State = $"not run here: callers reach {gateway.Resource.Name} directly",
        });
    }
}
