using System.Globalization;
using EdgeVoice.AppHost.Cloudflare;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AppHost.Resources;

/// <summary>The section <c>EdgeVoice</c> of the AppHost's configuration.</summary>
/// <param name="Regions">The regions of this run, in the order of <see cref="RegionNames"/>.</param>
/// <param name="Slots">Calls that a region takes at the same time.</param>
/// <param name="StateDirectory">Absolute path of what is kept between runs.</param>
/// <param name="EdgePort">Port of the edge that stands for the public name on this machine; nothing for a free one, and in publish mode.</param>
/// <param name="Distances">Whether callers, regions, provider and database are felt to be far apart on this machine.</param>
/// <param name="Agents">Agent processes of a region.</param>
/// <param name="Home">The region that has the database.</param>
/// <param name="PublicHost">Name under which callers reach any region.</param>
/// <param name="PostgresHost">Name under which the other regions reach the database.</param>
/// <param name="MonitorInterval">Seconds between two probes of a region by Cloudflare.</param>
internal sealed record EdgeVoiceSettings(
    IReadOnlyList<Region> Regions,
    string Slots,
    string StateDirectory,
    int? EdgePort,
    bool Distances,
    int Agents,
    Region Home,
    string PublicHost,
    string PostgresHost,
    int MonitorInterval)
{
    public const string SectionName = "EdgeVoice";

    public static readonly string[] RegionNames = [.. KnownRegion.All.Select(region => region.Name)];

    private const int DefaultSlots = 10;
    private const int DefaultEdgePort = 5080;
    private const string DefaultDomain = "example.com";
    private const string DefaultHostPrefix = "voice";

    // Seconds. What a Cloudflare plan allows differs; 60 is possible with all of them.
    private const int DefaultMonitorInterval = 60;

    // The server's default, and ten more for each further region.
    private const int FirstLiveKitPort = 7880;
    private const int LiveKitBlock = 10;

    // 50000-50500. On one machine the other regions' blocks follow; published, each region has machines of its own and the same block.
    private const int FirstRtcPort = 50_000;
    private const int RtcBlock = 1_000;

    // Blocks for runs side by side, below those of a run with fixed ports.
    private const int FirstRandomRtcPort = 33_000;
    private const int RandomRtcRuns = 5;

    /// <exception cref="DistributedApplicationException">Names the setting that is wrong and how to set it right.</exception>
    public static EdgeVoiceSettings Read(IDistributedApplicationBuilder builder)
    {
        AddOwnFile(builder);
        var section = builder.Configuration.GetSection(SectionName);
        var randomPorts = Flag(section, "Ports:Random") && builder.ExecutionContext.IsRunMode;
        var fixedPorts = !randomPorts && builder.ExecutionContext.IsRunMode;
        var edgeBase = Number(section, "Ports:Base", DefaultEdgePort, 1024, 65_000);
        var rtcBase = randomPorts ? FirstRandomRtcPort + (Random.Shared.Next(RandomRtcRuns) * RegionNames.Length * RtcBlock) : FirstRtcPort;
        var wanted = Wanted(section);
        var domain = Name(section, "Cloudflare:Domain", DefaultDomain, DnsName.ErrorOfDomain);
        // With the longest that is made of it, and with what stands behind it, it is still a name.
        var prefix = Name(section, "Cloudflare:HostPrefix", DefaultHostPrefix, text => DnsName.ErrorOfLabel(text)
            ?? RegionNames.Append("pg").Select(suffix => DnsName.ErrorOfLabel($"{text}-{suffix}") ?? DnsName.ErrorOfDomain($"{text}-{suffix}.{domain}")).FirstOrDefault(error => error is not null));
        Region[] regions =
        [
            .. KnownRegion.All.Index().Where(region => wanted.Contains(region.Item.Name)).Select(region => new Region(
                region.Item.Name,
                rtcBase + (builder.ExecutionContext.IsRunMode ? RtcBlock * region.Index : 0),
                fixedPorts ? FirstLiveKitPort + (LiveKitBlock * region.Index) : null,
                fixedPorts ? edgeBase + 1 + region.Index : null,
                region.Item.Location,
                region.Item.CheckRegion,
                // One label deep: Cloudflare's universal certificate covers no name further down.
                $"{prefix}-{region.Item.Name}.{domain}",
                Tunnel(section, region.Item.Name))),
        ];
        return new(
            regions,
            Number(section, "Slots", DefaultSlots, 1, 10_000).ToString(CultureInfo.InvariantCulture),
            Path.GetFullPath(section["StateDirectory"] is { Length: > 0 } folder ? folder : "../.edgevoice", builder.AppHostDirectory),
            fixedPorts ? edgeBase : null,
            Flag(section, "Distances", fallback: true),
            builder.ExecutionContext.IsPublishMode ? 1 : Number(section, "Agents", 1, 1, 10),
            HomeOf(section, regions),
            $"{prefix}.{domain}",
            $"{prefix}-pg.{domain}",
            Number(section, "Cloudflare:MonitorInterval", DefaultMonitorInterval, 5, 3600));
    }

    // Aspire looks for it in the folder in which the AppHost was started, which is the project's only with `dotnet run`. Everything else overrides it.
    private static void AddOwnFile(IDistributedApplicationBuilder builder)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(builder.AppHostDirectory, "appsettings.json")).Build();
        foreach (var (key, value) in file.AsEnumerable().Where(setting => setting.Value is not null && builder.Configuration[setting.Key] is null))
        {
            builder.Configuration[key] = value;
        }
    }

    private static Region HomeOf(IConfigurationSection section, Region[] regions) => section["Home"] switch
    {
        null or "" => regions[0],
        var name when regions.FirstOrDefault(region => region.Name == name) is { } home => home,
        var name => throw new DistributedApplicationException($"{SectionName}:Home is '{name}': the database's region must be one that runs: {string.Join(", ", regions.Select(region => region.Name))}."),
    };

    private static Guid? Tunnel(IConfigurationSection section, string region) => section[$"Cloudflare:Tunnels:{region}"] switch
    {
        null or "" => null,
        var text when Guid.TryParseExact(text, "D", out var id) => id,
        var text => throw new DistributedApplicationException($"{SectionName}:Cloudflare:Tunnels:{region} is '{text}': it must be the tunnel's UUID, as `cloudflared tunnel list` prints it."),
    };

    private static string Name(IConfigurationSection section, string key, string fallback, Func<string, string?> errorOf)
    {
        var text = section[key] is { Length: > 0 } given ? given : fallback;
        return errorOf(text) is { } error ? throw new DistributedApplicationException($"{SectionName}:{key} is '{text}': {error}.") : text;
    }

    /// <summary><c>agent-us-east</c>, <c>agent-us-east-2</c> and so on. Published there is one resource: how many run is the cluster's business.</summary>
    public IEnumerable<string> AgentNames(Region region) =>
        Enumerable.Range(1, Agents).Select(number => number == 1 ? $"agent-{region}" : string.Create(CultureInfo.InvariantCulture, $"agent-{region}-{number}"));

    private static HashSet<string> Wanted(IConfigurationSection section)
    {
        var entries = section.GetSection("Regions").GetChildren().Select(child => child.Value ?? "").ToArray();
        string[] wanted = entries.Length > 0 ? entries : (section["Regions"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return wanted.Except(RegionNames).FirstOrDefault() is { } unknown
            ? throw new DistributedApplicationException($"{SectionName}:Regions names '{unknown}'. Known regions: {string.Join(", ", RegionNames)}.")
            : [.. wanted.Length > 0 ? wanted : RegionNames];
    }

    private static bool Flag(IConfigurationSection section, string key, bool fallback = false) => section[key] switch
    {
        null or "" => fallback,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new DistributedApplicationException($"{SectionName}:{key} is '{text}': it must be true or false."),
    };

    private static int Number(IConfigurationSection section, string key, int fallback, int least, int most) => section[key] switch
    {
        null or "" => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
        var text => throw new DistributedApplicationException($"{SectionName}:{key} is '{text}': it must be a number from {least} to {most}."),
    };
}
