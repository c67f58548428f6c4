using System.Globalization;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>The machines of a region: its lists <c>Servers</c> and <c>Workers</c>.</summary>
internal static class NodeSettings
{
    public static IReadOnlyList<Node> Read(SettingsSection region, string name) =>
    [
        .. region.List("Servers").Index().Select(entry => Read(entry.Item, name, $"{name}-{entry.Index + 1}", isServer: true)),
        .. region.List("Workers").Index().Select(entry => Read(entry.Item, name, $"{name}-worker-{entry.Index + 1}", isServer: false)),
    ];

    private static Node Read(SettingsSection section, string region, string defaultName, bool isServer)
    {
        var node = new Node
        {
            Name = section.Text("Name", defaultName, Formats.IsLabel, "it must be a name of lower-case letters, digits and hyphens"),
            IsServer = isServer,
            PrivateAddress = section.Address("PrivateAddress"),
            PublicAddress = section.Address("PublicAddress"),
            Zone = section.Text("Zone", string.Create(CultureInfo.InvariantCulture, $"{region}-a"), Formats.IsLabel, "it must be a zone's name of lower-case letters, digits and hyphens"),
            Architecture = section.Text("Architecture", "amd64", text => text is "amd64" or "arm64", "it must be amd64 or arm64"),
            Cpus = section.Number("Cpus", 8, 1, 1024),
            IsMedia = section.Flag("Media", fallback: isServer),
            IsCompliance = section.Flag("Compliance"),
        };
        section.RefuseUnknown();
        return node;
    }
}
