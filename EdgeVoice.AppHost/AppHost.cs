using EdgeVoice.AppHost.Resources;

var builder = DistributedApplication.CreateBuilder(args);
var settings = EdgeVoiceSettings.Read(builder);
builder.LeaveOwnAddressUnder(settings.StateDirectory);

var postgres = builder.AddPostgres("postgres")
    .WithDataUnder(settings.StateDirectory)
    .WithRestoreCommand();

var database = postgres.AddDatabase("edgevoice");

var liveKitKey = builder.AddLiveKitKey();

var realtime = builder.AddRealtimeProvider();

var migrations = builder.AddService<Projects.EdgeVoice_Agent>("migrations")
    .WithArgs("migrate")
    .WithReference(database)
    .WaitFor(database);

var peersKey = builder.AddPeersKey();
var gateways = new List<(Region, IResourceBuilder<ProjectResource>)>();

foreach (var region in settings.Regions)
{
    var liveKit = builder.AddLiveKit(region, liveKitKey, settings.StateDirectory);

    var agents = settings.AgentNames(region).Select(name => builder.AddService<Projects.EdgeVoice_Agent>(name)
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health")
        .WithReference(database)
        .WithLiveKit(liveKit, liveKitKey)
        .WithRealtimeProvider(realtime)
        .WithEnvironment("Agent__Region", region.Name)
        .WithEnvironment("Agent__Slots", settings.Slots)
        .WithEnvironment("Agent__SpoolDirectory", region.SpoolDirectory(builder, settings.StateDirectory))
        .WaitForCompletion(migrations)
        .WaitFor(liveKit)
        .WaitFor(realtime.Resource)).ToArray();

    var gateway = builder.AddService<Projects.EdgeVoice_Gateway>($"gateway-{region}")
        .WithHttpEndpoint(port: region.GatewayPort)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/healthz/realtime")
        .WithReference(database)
        .WithLiveKit(liveKit, liveKitKey)
        .WithRtcPorts(liveKit)
        .WithEnvironment("Gateway__Region", region.Name)
        .WithEnvironment("Gateway__Slots", settings.Slots)
        .WithAgents(agents)
        .WaitForCompletion(migrations)
        .WaitFor(liveKit);

    gateways.Add((region, gateway));
    builder.AddCloudflared(region, gateway);

    builder.AddRegion(new(region, liveKit, agents, gateway, null));

    if (region == settings.Regions[0])
    {
        gateway.WithCallPageLine();
    }
}

gateways.WithPeers(peersKey);

builder.AddK3sFleet(settings);

builder.Build().Run();
