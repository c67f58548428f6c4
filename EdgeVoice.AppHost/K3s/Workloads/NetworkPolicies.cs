using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using static EdgeVoice.AppHost.K3s.Workloads.PolicyParts;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>
/// Nothing talks to anything but what is written here. LiveKit in host mode and the API server are the hosts' own
/// processes, which policies do not reach: the hosts' firewall guards those.
/// </summary>
internal static class NetworkPolicies
{
    public static IReadOnlyList<IManifest> Of(Fleet fleet, Cell cell)
    {
        string[] namespaces = [Namespaces.Cloudflared, Namespaces.Data, Namespaces.EdgeVoice, Namespaces.LiveKit];
        return
        [
            .. namespaces.SelectMany(name => new[] { DefaultDeny(name), AllowDns(name, fleet.Network) }),
            Agent(cell),
            Gateway(cell),
            Dashboard(),
            Cloudflared(fleet, cell),
            .. fleet.Home == cell.Region ? Database() : [Relay()],
            .. LiveKit(fleet, cell),
        ];
    }

    private static NetworkPolicy Agent(Cell cell) => For(
        Apps.Agent,
        Namespaces.EdgeVoice,
        [From([App(Namespaces.EdgeVoice, Apps.Gateway)], Tcp(Ports.Agent))],
        [To(Internet, Tcp(Ports.Https)), .. ToLiveKit(cell, isAgent: true), ToDatabase, ToDashboard]);

    // The other regions' gateways are reached as callers reach them.
    private static NetworkPolicy Gateway(Cell cell) => For(
        Apps.Gateway,
        Namespaces.EdgeVoice,
        [From([App(Namespaces.Cloudflared, Apps.Cloudflared)], Tcp(Ports.Gateway))],
        [To([App(Namespaces.EdgeVoice, Apps.Agent)], Tcp(Ports.Agent)), To(Internet, Tcp(Ports.Https)), .. ToLiveKit(cell, isAgent: false), ToDatabase, ToDashboard]);

    private static NetworkPolicy Dashboard() => For(
        Apps.Dashboard,
        Namespaces.EdgeVoice,
        [
            From([App(Namespaces.Cloudflared, Apps.Cloudflared)], Tcp(Ports.Dashboard)),
            From([App(Namespaces.EdgeVoice, Apps.Agent), App(Namespaces.EdgeVoice, Apps.Gateway)], Tcp(Ports.OtlpGrpc), Tcp(Ports.OtlpHttp)),
        ],
        []);

    // Whoever holds the tunnel's account could route it anywhere: here it ends at these doors.
    private static NetworkPolicy Cloudflared(Fleet fleet, Cell cell) => For(
        Apps.Cloudflared,
        Namespaces.Cloudflared,
        [],
        [
            To(Internet, Tcp(Ports.Tunnel), Udp(Ports.Tunnel)),
            To([App(Namespaces.EdgeVoice, Apps.Gateway)], Tcp(Ports.Gateway)),
            To([App(Namespaces.EdgeVoice, Apps.Dashboard)], Tcp(Ports.Dashboard)),
            To([.. cell.Servers.Select(server => Address(server.PrivateAddress))], Tcp(ApiEndpoint.Port)),
            .. fleet.Home == cell.Region ? [ToDatabase] : Array.Empty<NetworkPolicyEgress>(),
        ]);

    private static IEnumerable<NetworkPolicy> Database() =>
    [
        For(
            Apps.Postgres,
            Namespaces.Data,
            [From([.. Clients, App(Namespaces.EdgeVoice, Apps.Migrations), App(Namespaces.Data, Apps.PostgresBackup), App(Namespaces.Cloudflared, Apps.Cloudflared)], Tcp(Ports.Postgres))],
            []),
        For(Apps.PostgresBackup, Namespaces.Data, [], [ToDatabase, To(Internet, Tcp(Ports.Https))]),
        For(Apps.Migrations, Namespaces.EdgeVoice, [], [ToDatabase]),
    ];

    private static NetworkPolicy Relay() => For(Apps.PostgresRelay, Namespaces.Data, [From(Clients, Tcp(Ports.Postgres))], [To(Internet, Tcp(Ports.Https))]);

    private static IEnumerable<NetworkPolicy> LiveKit(Fleet fleet, Cell cell)
    {
        if (cell.LiveKit.Replicas > 1)
        {
            // Its clients are hosts, which appear with an address of the pods' network when they come from another node; the password tells them apart.
            yield return For(Apps.Redis, Namespaces.LiveKit, [From([Network(fleet.Network.Pods), .. cell.MediaNodes.Select(node => Address(node.PrivateAddress))], Tcp(Ports.Redis))], []);
        }

        if (cell.LiveKit.Mode == LiveKitMode.Vip)
        {
            yield return For(
                Apps.LiveKit,
                Namespaces.LiveKit,
                [
                    From([App(Namespaces.EdgeVoice, Apps.Gateway), App(Namespaces.EdgeVoice, Apps.Agent)], Tcp(Ports.LiveKitHttp), Tcp(Ports.LiveKitMetrics)),
                    new() { Ports = [Udp(Ports.LiveKitUdpMux), Tcp(Ports.LiveKitTcp), Tcp(Ports.TurnTls), Udp(Ports.TurnUdp)] },
                ],
                [new() { To = [new() { IpBlock = new() { Cidr = "0.0.0.0/0" } }] }]);
        }
    }

    private static IReadOnlyList<NetworkPolicyPeer> Clients { get; } = [App(Namespaces.EdgeVoice, Apps.Agent), App(Namespaces.EdgeVoice, Apps.Gateway)];

    private static NetworkPolicyEgress ToDatabase { get; } = To([App(Namespaces.Data, Apps.Postgres), App(Namespaces.Data, Apps.PostgresRelay)], Tcp(Ports.Postgres));

    private static NetworkPolicyEgress ToDashboard { get; } = To([App(Namespaces.EdgeVoice, Apps.Dashboard)], Tcp(Ports.OtlpGrpc), Tcp(Ports.OtlpHttp));

    // A host's process is reached by its node's addresses; media goes to the public one, which it offers to everybody.
    private static IEnumerable<NetworkPolicyEgress> ToLiveKit(Cell cell, bool isAgent)
    {
        NetworkPolicyPort[] signalling = isAgent ? [Tcp(Ports.LiveKitHttp)] : [Tcp(Ports.LiveKitHttp), Tcp(Ports.LiveKitMetrics)];
        if (cell.LiveKit.Mode == LiveKitMode.Vip)
        {
            yield return To([App(Namespaces.LiveKit, Apps.LiveKit)], signalling);
            if (isAgent)
            {
                yield return To([App(Namespaces.LiveKit, Apps.LiveKit), Address(cell.TurnAddress)], Tcp(Ports.LiveKitTcp), Udp(Ports.LiveKitUdpMux));
            }

            yield break;
        }

        yield return To([.. cell.MediaNodes.Select(node => Address(node.PrivateAddress))], signalling);
        if (isAgent)
        {
            yield return To(
                [.. cell.MediaNodes.SelectMany(node => new[] { Address(node.PrivateAddress), Address(node.PublicAddress) })],
                Tcp(Ports.LiveKitTcp),
                Udp(cell.Rtc));
        }
    }
}
