using System.Globalization;
using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.AppHost.Resources;

namespace Aspire.Hosting;

/// <summary>LiveKit: the media server of a region.</summary>
internal static class LiveKitBuilderExtensions
{
    // The secret signs with HMAC-SHA256, whose key should not be shorter than its hash: 32 bytes.
    private const int SecretLength = 43;
    private const int KeyLength = 12;

    // The server's own defaults.
    private const int HttpPort = 7880;
    private const int RtcTcpPort = 7881;

    /// <summary>The key pair of all regions: a token is checked where the call is, and that may change.</summary>
    public static LiveKitKey AddLiveKitKey(this IDistributedApplicationBuilder builder) => new(
        builder.AddParameter("livekit-api-key", new GenerateParameterDefault { MinLength = KeyLength, Special = false }, persist: true),
        builder.AddParameter("livekit-api-secret", new GenerateParameterDefault { MinLength = SecretLength, Special = false }, secret: true, persist: true));

    /// <summary>The region's LiveKit: a container where containers are used, <c>livekit-server</c> if it is installed, otherwise the emulator.</summary>
    public static IResourceBuilder<IResourceWithEndpoints> AddLiveKit(this IDistributedApplicationBuilder builder, Region region, LiveKitKey key, EdgeVoiceSettings settings) =>
        builder.UsesContainers() ? builder.AddLiveKitContainer(region, key) : builder.AddLiveKitProcess(region, key, settings);

    /// <summary>Tells a service where LiveKit is and gives it the key.</summary>
    public static IResourceBuilder<T> WithLiveKit<T>(this IResourceBuilder<T> service, IResourceBuilder<IResourceWithEndpoints> liveKit, LiveKitKey key)
        where T : IResourceWithEnvironment => service
        .WithEnvironment("LiveKit__Url", $"ws://{liveKit.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}")
        .WithEnvironment("LiveKit__ApiKey", key.Key)
        .WithEnvironment("LiveKit__ApiSecret", key.Secret);

    private static IResourceBuilder<ContainerResource> AddLiveKitContainer(this IDistributedApplicationBuilder builder, Region region, LiveKitKey key)
    {
        var configuration = new LiveKitConfiguration
        {
            Port = HttpPort,
            Rtc = new() { PortRangeStart = region.RtcPortStart, PortRangeEnd = region.RtcPortEnd, TcpPort = RtcTcpPort, UseExternalIp = builder.ExecutionContext.IsPublishMode },
        };
        return builder.AddContainer(Name(region), ThirdPartyImages.LiveKit.Repository, ThirdPartyImages.LiveKit.Tag)
            .WithHttpEndpoint(targetPort: HttpPort)
            .WithEndpoint(targetPort: RtcTcpPort, scheme: "tcp", name: "rtc-tcp", isExternal: true)
            .WithHttpHealthCheck("/")
            .WithEnvironment("LIVEKIT_CONFIG", configuration.ToYaml())
            .WithEnvironment("LIVEKIT_KEYS", $"{key.Key.Resource}: {key.Secret.Resource}");
    }

    private static IResourceBuilder<ExecutableResource> AddLiveKitProcess(this IDistributedApplicationBuilder builder, Region region, LiveKitKey key, EdgeVoiceSettings settings)
    {
        var repository = Path.GetFullPath("..", builder.AppHostDirectory);
        var file = Path.Combine(settings.StateDirectory, $"{Name(region)}.yaml");
        var liveKit = Programs.IsOnPath("livekit-server")
            ? builder.AddExecutable(Name(region), "livekit-server", repository, "--config", file)
            : builder.AddExecutable(Name(region), "node", repository, Path.Combine(repository, "emulators", "livekit", "src", "main.js"), "--config", file);
        return liveKit
            .WithHttpEndpoint(port: region.LiveKitPort, isProxied: false)
            .WithEndpoint(port: region.LiveKitTcpPort, scheme: "tcp", name: "rtc-tcp", isProxied: false)
            .WithHttpEndpoint(port: region.LiveKitMetricsPort, name: "metrics", isProxied: false)
            .WithEndpoint("http", endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithEndpoint("metrics", endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithHttpHealthCheck("/", endpointName: "http")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Signalling")
            .WithUrlForEndpoint("metrics", url => (url.DisplayText, url.Url) = ("Metrics", $"{url.Url}/metrics"))
            .WithUrlForEndpoint("rtc-tcp", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithIconName("Mic")
            .WithEnvironment("EDGEVOICE_PLACES", settings.Distances ? Path.Combine(repository, "emulators", "places.json") : "")
            .OnBeforeResourceStarted((resource, _, cancellationToken) => WriteConfigurationAsync(resource, region, key, file, cancellationToken));
    }

    private static async Task WriteConfigurationAsync(ExecutableResource liveKit, Region region, LiveKitKey key, string file, CancellationToken cancellationToken)
    {
        var configuration = new LiveKitConfiguration
        {
            Port = liveKit.GetEndpoint("http").Port,
            Region = region.Name,
            BindAddresses = ["127.0.0.1"],
            PrometheusPort = liveKit.GetEndpoint("metrics").Port,
            Rtc = new() { PortRangeStart = region.RtcPortStart, PortRangeEnd = region.RtcPortEnd, TcpPort = liveKit.GetEndpoint("rtc-tcp").Port, NodeIp = "127.0.0.1" },
            Keys = new Dictionary<string, string>
            {
                [await key.Key.Resource.GetValueAsync(cancellationToken) ?? ""] = await key.Secret.Resource.GetValueAsync(cancellationToken) ?? "",
            },
        };
        await PrivateFile.WriteAsync(file, configuration.ToYaml(), cancellationToken);
    }

    private static string Name(Region region) => string.Create(CultureInfo.InvariantCulture, $"livekit-{region}");
}
