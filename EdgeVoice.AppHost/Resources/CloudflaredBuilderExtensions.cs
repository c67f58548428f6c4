using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.Resources;

namespace Aspire.Hosting;

/// <summary>The Cloudflare tunnel through which a region's gateway is reached, and through which the region reaches the database.</summary>
internal static class CloudflaredBuilderExtensions
{
    private const string Program = "cloudflared";
    private const string DatabaseEndpoint = "postgres";

    /// <summary>Whether this run goes through Cloudflare: every region's <c>tunnel-token-…</c> has a value.</summary>
    /// <exception cref="DistributedApplicationException">Only some have one, or there is nothing to run cloudflared with.</exception>
    public static bool UsesCloudflare(this IDistributedApplicationBuilder builder, EdgeVoiceSettings settings)
    {
        var missing = settings.Regions.Where(region => string.IsNullOrEmpty(builder.Configuration[$"Parameters:{TokenName(region)}"])).ToArray();
        if (missing.Length == settings.Regions.Count)
        {
            return false;
        }

        if (missing.Length > 0)
        {
            throw new DistributedApplicationException($"Parameters:{TokenName(missing[0])} is missing: with a tunnel token for one region, every region needs one.");
        }

        return Programs.IsOnPath(Program) || builder.UsesContainers()
            ? true
            : throw new DistributedApplicationException($"Parameters:{TokenName(settings.Regions[0])} is set, but {Program} is not on PATH: install it, or run with --containers.");
    }

    /// <summary>Published and with a tunnel token <c>cloudflared</c> itself, otherwise the emulator's connector.</summary>
    public static IResourceBuilder<IResourceWithEndpoints> AddCloudflared(
        this IDistributedApplicationBuilder builder, Region region, Edge? edge, IResourceBuilder<PostgresDatabaseResource> database, EdgeVoiceSettings settings)
    {
        var name = $"cloudflared-{region}";
        if (edge is not null)
        {
            return builder.AddConnector(name, region, edge, database, settings);
        }

        var token = builder.AddGivenSecret(TokenName(region));
        return builder.UsesContainers()
            ? builder.AddContainer(name, ThirdPartyImages.Cloudflared.Repository, ThirdPartyImages.Cloudflared.Tag).WithArgs("tunnel", "--no-autoupdate", "run").WithEnvironment("TUNNEL_TOKEN", token)
            : builder.AddExecutable(name, Program, builder.AppHostDirectory, "tunnel", "--no-autoupdate", "run").WithEnvironment("TUNNEL_TOKEN", token);
    }

    /// <summary>Tells the connector which gateway it carries requests to. Cloudflare's own is told by its tunnel's configuration.</summary>
    public static void CarriesTo(this IResourceBuilder<IResourceWithEndpoints> cloudflared, IResourceBuilder<ProjectResource> gateway)
    {
        switch (cloudflared)
        {
            case IResourceBuilder<ProjectResource> connector:
                connector.WithEnvironment("Tunnel__Service", gateway.GetEndpoint("http"));
                break;
            case IResourceBuilder<ContainerResource> container:
                container.WaitFor(gateway);
                break;
        }
    }

    /// <summary>The database, on this machine reached through the region's connector and as far away as it is.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<PostgresDatabaseResource> database, IResourceBuilder<IResourceWithEndpoints> cloudflared)
    {
        service.WithReference(database);
        if (cloudflared is not IResourceBuilder<ProjectResource> connector)
        {
            return service;
        }

        var server = database.Resource.Parent;
        var port = connector.GetEndpoint(DatabaseEndpoint).Property(EndpointProperty.Port);
        return service.WithEnvironment($"ConnectionStrings__{database.Resource.Name}", ReferenceExpression.Create(
            $"Host=127.0.0.1;Port={port};Username={server.UserNameReference};Password={server.PasswordParameter};Database={database.Resource.DatabaseName}"));
    }

    private static IResourceBuilder<ProjectResource> AddConnector(
        this IDistributedApplicationBuilder builder, string name, Region region, Edge edge, IResourceBuilder<PostgresDatabaseResource> database, EdgeVoiceSettings settings)
    {
        var server = database.Resource.Parent.PrimaryEndpoint;
        var connector = builder.AddEmulator<Projects.EdgeVoice_CloudflareEmulator>(name)
            .WithArgs("tunnel")
            .WithHttpEndpoint()
            .WithEndpoint(scheme: "tcp", name: DatabaseEndpoint)
            .WithHttpHealthCheck("/ready")
            .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("Metrics", $"{url.Url}/metrics"))
            .WithUrlForEndpoint(DatabaseEndpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithIconName("PlugConnected");
        return connector
            .WithEnvironment("Tunnel__MetricsPort", $"{connector.GetEndpoint("http").Property(EndpointProperty.TargetPort)}")
            .WithEnvironment("Tunnel__Edge", edge.Resource.GetEndpoint(Edge.TunnelEndpoint))
            .WithEnvironment("Tunnel__Region", region.Name)
            .WithEnvironment("Tunnel__Distances", settings.Distances ? "true" : "false")
            .WithEnvironment("Tunnel__Relay__Port", $"{connector.GetEndpoint(DatabaseEndpoint).Property(EndpointProperty.TargetPort)}")
            .WithEnvironment("Tunnel__Relay__Target", $"{server.Property(EndpointProperty.HostAndPort)}")
            .WithEnvironment("Tunnel__Relay__Home", settings.Home.Name)
            .WithEnvironment(async context => context.EnvironmentVariables["Tunnel__Token"] = await edge.TokenAsync(region, context.CancellationToken));
    }

    private static string TokenName(Region region) => $"tunnel-token-{region}";
}
