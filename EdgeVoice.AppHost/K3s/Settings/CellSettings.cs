using System.Globalization;
using System.Net;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.Resources;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>One region, section <c>EdgeVoice:Fleet:Regions:{region}</c>.</summary>
internal static class CellSettings
{
    private const int DefaultAgents = 2;
    private const int MostSlots = 1000;

    // The longest calls that a rollout shall not cut; half an hour covers what voice agents are used for.
    private const int DefaultDrainSeconds = 1800;

    // LiveKit's chart waits five hours; longer would outlast any maintenance window.
    private const int MostDrainSeconds = 18_000;

    public static Cell Read(SettingsSection section, Region region, EdgeVoiceSettings model)
    {
        var api = section.Section("Api");
        var loadBalancer = section.Section("LoadBalancer");
        var rtc = section.Section("Rtc");
        var options = section.Section("Options");
        var nodes = NodeSettings.Read(section, region.Name);
        var mode = api.Choice("Endpoint", ApiEndpointMode.None);
        var first = nodes.Count > 0 ? nodes[0].PrivateAddress : IPAddress.None;
        var agents = ReadAgents(section.Section("Agents"), model);
        var cell = new Cell
        {
            Region = region.Name,
            Names = CellNames.Of(region.Host, region.Name, model.PublicHost),
            Provider = section.Choice("Provider", HostProvider.BareMetal),
            PrivateNetwork = section.Network("PrivateNetwork"),
            PrivateInterface = section.Text("PrivateInterface", "eth1", Formats.IsInterface, "it must be a network interface's name"),
            PublicInterface = section.Text("PublicInterface", "eth0", Formats.IsInterface, "it must be a network interface's name"),
            Nodes = nodes,
            Api = new(mode, mode == ApiEndpointMode.None ? api.Address("Address", first) : api.Address("Address")),
            Pool = loadBalancer.Ranges("Pool"),
            TurnAddress = loadBalancer.Address("TurnAddress"),
            Rtc = new(rtc.Number("PortStart", region.RtcPortStart, 1024, 65_535), rtc.Number("PortEnd", region.RtcPortEnd, 1024, 65_535)),
            LiveKit = ReadLiveKit(section.Section("LiveKit")),
            Agents = agents,
            Sessions = section.Number("Sessions", agents.Calls, 1, 10_000),
            Options = new(options.Flag("Hipaa"), mode == ApiEndpointMode.KubeVip, options.Flag("IngressNginx"), options.Flag("Jetson")),
        };
        foreach (var part in new[] { api, loadBalancer, rtc, options, section })
        {
            part.RefuseUnknown();
        }

        return cell;
    }

    private static LiveKitSettings ReadLiveKit(SettingsSection section)
    {
        var settings = new LiveKitSettings(
            section.Choice("Mode", LiveKitMode.Host),
            section.Number("Replicas", 1, 1, 100),
            section.Number("DrainSeconds", DefaultDrainSeconds, 60, MostDrainSeconds));
        section.RefuseUnknown();
        return settings;
    }

    private static AgentSettings ReadAgents(SettingsSection section, EdgeVoiceSettings model)
    {
        var settings = new AgentSettings(
            section.Number("Replicas", DefaultAgents, 1, 100),
            section.Number("Slots", int.Parse(model.Slots, CultureInfo.InvariantCulture), 1, MostSlots),
            section.Number("DrainSeconds", DefaultDrainSeconds, 60, MostDrainSeconds));
        section.RefuseUnknown();
        return settings;
    }
}
