using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.AppHost.Resources;

ErrorReport.Install();

var builder = DistributedApplication.CreateBuilder(args);
var settings = EdgeVoiceSettings.Read(builder);
builder.AddAspireDashboard(settings);

var postgres = builder.AddPostgres("postgres")
    .RunAs(settings);

var database = postgres.AddDatabase("edgevoice");

var liveKitKey = builder.AddLiveKitKey();

var dashboard = builder.AddDashboard(settings);

var realtime = builder.AddRealtimeProvider(settings);

var migrations = builder.AddService<Projects.EdgeVoice_Agent>("migrations")
    .WithArgs("migrate")
    .WithReference(database)
    .WaitFor(database);

var edge = builder.AddEdge(settings);

var peersKey = builder.AddPeersKey();
var gateways = new List<(Region, IResourceBuilder<ProjectResource>)>();

foreach (var region in settings.Regions)
{
    var liveKit = builder.AddLiveKit(region, liveKitKey, settings);

    var cloudflared = builder.AddCloudflared(region, edge, database, settings);

    var agents = settings.AgentNames(region).Select(name => builder.AddService<Projects.EdgeVoice_Agent>(name)
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("Status", $"{url.Url}/status"))
        .WithIconName("Bot")
        .WithDatabase(database, cloudflared)
        .WithLiveKit(liveKit, liveKitKey)
        .WithRealtimeProvider(realtime, region)
        .WithTelemetry(dashboard)
        .WithAudioCapture(dashboard)
        .WithEnvironment("Agent__Region", region.Name)
        .WithEnvironment("Agent__Slots", settings.Slots)
        .WithEnvironment("Agent__SpoolDirectory", region.SpoolDirectory(builder, settings.StateDirectory))
        .WaitForCompletion(migrations)
        .WaitFor(liveKit)).ToArray();

    var gateway = builder.AddService<Projects.EdgeVoice_Gateway>($"gateway-{region}")
        .WithHttpEndpoint()
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/healthz/realtime")
        .WithUrlForEndpoint("http", url => url.DisplayText = "Gateway")
        .WithIconName("Router")
        .WithDatabase(database, cloudflared)
        .BehindEdge(region, edge)
        .WithLiveKit(liveKit, liveKitKey)
        .WithRtcPorts(liveKit)
        .WithTelemetry(dashboard)
        .WithEnvironment("Gateway__Region", region.Name)
        .WithEnvironment("Gateway__Slots", settings.Slots)
        .WithAgents(agents)
        .WaitForCompletion(migrations)
        .WaitFor(liveKit);

    gateways.Add((region, gateway));
    cloudflared.CarriesTo(gateway);

    builder.AddRegion(new(region, liveKit, agents, gateway, cloudflared));
}

gateways.WithPeers(peersKey, edge);

builder.AddK3sFleet(settings);
builder.AddLocalRun();

return builder.BuildAndRun();
