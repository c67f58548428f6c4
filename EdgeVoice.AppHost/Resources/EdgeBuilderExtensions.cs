using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.Resources;

namespace Aspire.Hosting;

/// <summary>Cloudflare's network on this machine.</summary>
internal static class EdgeBuilderExtensions
{
    private const int SecretLength = 43;

    // Seconds. A minute would do in a data centre; here somebody waits and looks.
    private const string MonitorInterval = "0.5";
    private const string MonitorTimeout = "1";

    /// <summary>The edge emulator with the definition that publishing writes; nothing where Cloudflare itself is used.</summary>
    public static Edge? AddEdge(this IDistributedApplicationBuilder builder, EdgeVoiceSettings settings)
    {
        if (builder.ExecutionContext.IsPublishMode || builder.UsesCloudflare(settings))
        {
            return null;
        }

        var secret = builder.AddParameter("tunnel-emulator-secret", new GenerateParameterDefault { MinLength = SecretLength, Special = false }, secret: true, persist: true);
        var file = Path.Combine(settings.StateDirectory, CloudflareTerraform.FileName);
        var resource = builder.AddEmulator<Projects.EdgeVoice_CloudflareEmulator>("edge")
            .WithHttpEndpoint(port: settings.EdgePort)
            .WithHttpEndpoint(name: Edge.TunnelEndpoint)
            .WithHttpHealthCheck("/cdn-cgi/trace", endpointName: "http")
            .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("Call page", Edge.SameSite(url.Url)))
            .WithUrlForEndpoint(Edge.TunnelEndpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithIconName("Cloud")
            .WithEnvironment("Edge__Definition", file)
            .WithEnvironment("Edge__Distances", settings.Distances ? "true" : "false")
            .WithEnvironment("Edge__MonitorInterval", MonitorInterval)
            .WithEnvironment("Edge__MonitorTimeout", MonitorTimeout)
            .WithCallPageLine()
            .OnBeforeResourceStarted((_, _, cancellationToken) => PrivateFile.WriteAsync(file, CloudflareTerraform.Write(CloudflareFleet.Of(settings)), cancellationToken));
        var edge = new Edge(resource, secret);
        resource
            .WithEnvironment("Edge__PublicPort", $"{resource.GetEndpoint("http").Property(EndpointProperty.TargetPort)}")
            .WithEnvironment("Edge__TunnelPort", $"{resource.GetEndpoint(Edge.TunnelEndpoint).Property(EndpointProperty.TargetPort)}");
        foreach (var region in settings.Regions)
        {
            resource
                .WithHttpEndpoint(port: region.EdgePort, name: region.Name)
                .WithUrlForEndpoint(region.Name, url => (url.DisplayText, url.Url) = ($"Call page, {region}", Edge.SameSite(url.Url)))
                .WithEnvironment($"Edge__RegionPorts__{region}", $"{resource.GetEndpoint(region.Name).Property(EndpointProperty.TargetPort)}")
                .WithEnvironment(async context => context.EnvironmentVariables[$"Edge__TunnelTokens__edgevoice-{region}"] = await edge.TokenAsync(region, context.CancellationToken));
        }

        return edge;
    }
}
