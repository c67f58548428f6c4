using Aspire.Hosting;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Settings;
using EdgeVoice.AppHost.Resources;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.K3s;

/// <summary>The AppHost's own settings with some of them changed, as publish reads them.</summary>
internal static class FleetUnderTest
{
    /// <param name="settings">Such as <c>EdgeVoice:Slots=5</c>.</param>
    public static Fleet Read(params IEnumerable<string> settings)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--operation", "publish", .. settings.Select(setting => $"--{setting}")],
            ProjectDirectory = RepositoryRoot.Combine("EdgeVoice.AppHost"),
        });
        return FleetSettings.Read(builder.Configuration, EdgeVoiceSettings.Read(builder));
    }

    public static IReadOnlyDictionary<string, string> Publish(params IEnumerable<string> settings) =>
        FleetRenderer.Render(Read(settings)).ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);

    /// <summary>Settings of a region, such as <c>us-east</c>.</summary>
    public static string[] Region(string region, params IEnumerable<string> settings) => [.. settings.Select(setting => $"EdgeVoice:Fleet:Regions:{region}:{setting}")];

    /// <summary>A region with three servers behind kube-vip, a second media node, and reserved workers: everything that the default leaves out.</summary>
    public static string[] Everything { get; } =
    [
        "EdgeVoice:Fleet:TurnstileSiteKey=0x4AAAAAAAabcdefghijklmn",
        .. Region("us-east", "Provider=bareMetal", "Api:Endpoint=kubeVip", "Api:Address=10.10.0.10", "LiveKit:Replicas=2", "Options:Hipaa=true", "Options:Jetson=true"),
        .. Region("us-east", Node("Servers", 1, 12, "Media=false"), Node("Servers", 2, 13, "Media=false")),
        .. Region("us-east", Node("Workers", 0, 21, "Media=true", "Compliance=true"), Node("Workers", 1, 22, "Media=true", "Compliance=true", "Architecture=arm64")),
        .. Region("us-west", "Api:Endpoint=hcloudLb", "Api:Address=10.20.0.10", "LiveKit:Mode=vip", "Options:IngressNginx=true"),
        "EdgeVoice:Fleet:Regions:us-west:Servers:1:PrivateAddress=10.20.0.12",
        "EdgeVoice:Fleet:Regions:us-west:Servers:1:PublicAddress=198.51.100.12",
        "EdgeVoice:Fleet:Regions:us-west:Servers:2:PrivateAddress=10.20.0.13",
        "EdgeVoice:Fleet:Regions:us-west:Servers:2:PublicAddress=198.51.100.13",
    ];

    private static string[] Region(string region, params string[][] nodes) => Region(region, nodes.SelectMany(node => node));

    private static string[] Node(string list, int index, int last, params string[] more) =>
    [
        .. new[] { $"PrivateAddress=10.10.0.{last}", $"PublicAddress=203.0.113.{last}" }.Concat(more).Select(setting => $"{list}:{index}:{setting}"),
    ];
}
