using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.AppHost.Verification;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.Tests.AppHost.K3s;

namespace EdgeVoice.Tests.AppHost.Verification;

/// <summary>What publish writes holds together; with one place changed, the rule that is about it says so.</summary>
public sealed class FleetVerificationTests(SchemaFixture schemas) : IClassFixture<SchemaFixture>
{
    private const string Removed = "(removed)";
    private const string Terraform = "global/cloudflare.tf.json";
    private const string Container = "spec.template.spec.containers[0]";

    public static TheoryData<string, string[]> Fleets => new()
    {
        { "default", [] },
        { "everything", FleetUnderTest.Everything },
        { "one region", ["EdgeVoice:Regions=us-east"] },
    };

    [Theory]
    [MemberData(nameof(Fleets))]
    public void Published_HoldsEveryRule(string name, string[] settings)
    {
        var broken = Broken(PublishedFleets.Render(settings));

        Assert.True(broken.Count == 0, $"{name}:\n{string.Join('\n', broken)}");
    }

    [Fact]
    public void ThreeServers_HoldEveryRule() => Assert.Empty(Broken(PublishedFleets.ThreeServers));

    [Fact]
    public void Published_FollowsTheSchemasOfBothVersions()
    {
        var sets = schemas.Sets();
        string[][] fleets = [.. Fleets.Select(row => row.Data.Item2)];

        Assert.All(fleets.Select(PublishedFleets.Render).Append(PublishedFleets.ThreeServers), files => Assert.Empty(FleetVerification.Check(PublishedFleet.Of(files), sets).SelectMany(result => result.Findings)));
    }

    [Theory]
    [InlineData("udp-range", "us-east/firewall.json", "inbound[0].ports", "\"50000-50499\"", "us-east/firewall.json: opens udp 50000-50499, LiveKit uses 50000-50500")]
    [InlineData("udp-range", "us-west:NetworkPolicy/voice-agent", "spec.egress[2].ports[1].endPort", "50400", "lets agents send udp 50000-50400, LiveKit uses 50000-50500")]
    [InlineData("cluster-dns", "us-east/k3s/config.server-1.yaml", "cluster-dns", "\"10.43.0.11\"", "the DNS cache listens on '169.254.20.10,10.43.0.10', it must be 169.254.20.10,10.43.0.11")]
    [InlineData("cluster-dns", "us-east:DaemonSet/node-local-dns", Container + ".args[1]", "\"169.254.20.10\"", "it must be 169.254.20.10,10.43.0.10")]
    [InlineData("cluster-dns", "us-east:NetworkPolicy/edgevoice/allow-dns", "spec.egress[0].to[0].ipBlock.cidr", "\"169.254.20.11/32\"", "does not let DNS reach 169.254.20.10/32")]
    [InlineData("load-balancer-pools", "us-east:Service/livekit-public", "metadata.annotations", """{ "metallb.io/loadBalancerIPs": "203.0.113.99" }""", "203.0.113.99 is in no pool (203.0.113.32/29)")]
    [InlineData("load-balancer-pools", "us-east:Service/livekit-public", "metadata.annotations", """{ "metallb.universe.tf/loadBalancerIPs": "203.0.113.33" }""", "is the old name of")]
    [InlineData("load-balancer-pools", "us-west:IPAddressPool/public", "spec.addresses", """["203.0.113.32/28"]""", "pool 203.0.113.32/28 overlaps 203.0.113.32/29 of us-east")]
    [InlineData("load-balancer-pools", "us-west:L2Advertisement/public", "spec.ipAddressPools", """["private"]""", "no L2Advertisement names it")]
    [InlineData("tunnels", Terraform, "resource.cloudflare_load_balancer_pool.us-west.origins[0].address", "\"${cloudflare_zero_trust_tunnel_cloudflared.us-east.id}.cfargotunnel.com\"", "which is not the tunnel of us-west")]
    [InlineData("tunnels", Terraform, "resource.cloudflare_zero_trust_tunnel_cloudflared.us-west", Removed, "us-west has no cloudflare_zero_trust_tunnel_cloudflared")]
    [InlineData("tunnels", Terraform, "import", """[{ "to": "a", "id": "x/1" }, { "to": "b", "id": "x/1" }]""", "tunnel x/1 is taken over by a and b")]
    [InlineData("tunnels", Terraform, "output.tunnel_token_us-west.value", "\"${data.x.us-east.token}\"", "there is no output with the token of us-west's own tunnel")]
    [InlineData("health-path", Terraform, "resource.cloudflare_load_balancer_monitor.realtime.path", "\"/health\"", "path is '/health', it must be '/healthz/realtime'")]
    [InlineData("health-path", Terraform, "resource.cloudflare_load_balancer_monitor.realtime.type", "\"tcp\"", "type is 'tcp', it must be 'https'")]
    [InlineData("health-path", "us-east:Deployment/gateway", Container + ".livenessProbe.httpGet.path", "\"/healthz/realtime\"", "which fails while the provider is down")]
    [InlineData("failover", Terraform, "resource.cloudflare_load_balancer.voice.region_pools.WEU", """["${cloudflare_load_balancer_pool.eu-central.id}"]""", "WEU lists 1 of 3 pools")]
    [InlineData("region-hosts", "us-east:Deployment/gateway", Container + ".env[Gateway__PublicUrl].value", "\"wss://elsewhere.example.com\"", "Gateway__PublicUrl is wss://elsewhere.example.com")]
    [InlineData("region-hosts", "us-east:Deployment/gateway", Container + ".env[Gateway__Peers__0__Url].value", "\"https://elsewhere.example.com\"", "is https://elsewhere.example.com, the pool's host is")]
    [InlineData("host-names", Terraform, "resource.cloudflare_load_balancer_pool.us-west.origins[0].header.host[0]", "\"voice.eu-us-west.example.com\"", "is not one label below example.com")]
    [InlineData("host-names", Terraform, "resource.cloudflare_load_balancer.voice.name", "\"voice.Example.COM\"", "in lower case")]
    [InlineData("schedules", "us-east:CronJob/postgres-backup", "spec.schedule", "\"17 3 * * 7\"", "schedule is '17 3 * * 7': its day of the week")]
    [InlineData("pod-networks", "us-east/k3s/config.server-1.yaml", "cluster-cidr", "\"10.42.0.0/25\"", "cluster-cidr 10.42.0.0/25 carries 0 nodes, there are 1")]
    [InlineData("pod-networks", "us-east/k3s/config.server-1.yaml", "service-cidr", "\"10.0.0.0/8\"", "is wider than a /12")]
    [InlineData("session-capacity", "us-east:Deployment/voice-agent", "spec.replicas", "1", "the gateway admits 100 calls, the agents have 20 slots")]
    [InlineData("session-capacity", "us-east:Deployment/gateway", Container + ".env[Gateway__Slots].value", "\"126\"", "501 ports carry 125 calls, the gateway admits 126")]
    [InlineData("secrets", "us-east/secrets.required.json", "secrets[0].keys", """["unread"]""", "which nobody reads")]
    [InlineData("secrets", "us-east:Deployment/cloudflared", Container + ".env[TUNNEL_TOKEN].valueFrom.secretKeyRef.key", "\"tunnel\"", "reads key tunnel of secret cloudflared/cf-tunnel, which secrets.required.json does not list")]
    [InlineData("no-secret-data", "us-east:Deployment/cloudflared", Container + ".env[TUNNEL_TOKEN]", """{ "name": "TUNNEL_TOKEN", "value": "abc" }""", "env TUNNEL_TOKEN is written out")]
    [InlineData("no-secret-data", "us-east:ConfigMap/livekit", "data.more", "\"sk-abcdefghijklmnopqrstuvwxyz\"", "holds what looks like a key")]
    [InlineData("servers", "us-east/k3s/config.server-1.yaml", "cluster-init", Removed, "0 servers have cluster-init, exactly one must")]
    [InlineData("servers", "us-east/k3s/config.server-1.yaml", "node-label", "[]", "has no label of its region and zone")]
    [InlineData("servers", "us-east/k3s/config.server-1.yaml", "kube-apiserver-arg", """["audit-log-path=/var/log/audit.log"]""", "audit-log-path and audit-policy-file need each other")]
    [InlineData("firewall", "us-east/firewall.json", "inbound[1].ports", "\"7880-7881\"", "opens tcp 7880 to everybody: LiveKit's signalling")]
    [InlineData("firewall", "us-east/firewall.json", "inbound[1].ports", "\"6443\"", "opens tcp 6443 to everybody: the API server")]
    [InlineData("drain", "us-east:Deployment/voice-agent", "spec.template.spec.terminationGracePeriodSeconds", "1800", "agent drains 1800 s after a pause of 2 s, and is killed after 1800 s")]
    [InlineData("drain", "us-east:Deployment/cloudflared", "spec.template.spec.terminationGracePeriodSeconds", "30", "cloudflared drains 30 s after a pause of 0 s, and is killed after 30 s")]
    [InlineData("drain", "us-east:Deployment/livekit", "spec.strategy.rollingUpdate.maxSurge", "1", "has the host's ports and a surge")]
    [InlineData("drain", "us-east:Deployment/voice-agent", "spec.progressDeadlineSeconds", "600", "its rollout is given up before its old pods may take")]
    [InlineData("pod-security", "us-east:Deployment/cloudflared", "spec.template.spec.hostNetwork", "true", "uses hostNetwork, which cloudflared (restricted) does not allow")]
    [InlineData("pod-security", "us-east:Deployment/gateway", Container + ".securityContext.allowPrivilegeEscalation", "true", "gateway may escalate privileges, which edgevoice (restricted) does not allow")]
    [InlineData("default-deny", "us-east:NetworkPolicy/edgevoice/default-deny", "spec.ingress", "[{}]", "namespace edgevoice has no policy that denies everything")]
    [InlineData("namespaces", "us-east:Deployment/gateway", "metadata.namespace", "\"nowhere\"", "nobody makes namespace nowhere")]
    [InlineData("service-accounts", "us-east:Deployment/gateway", "spec.template.spec.serviceAccountName", "\"nobody\"", "there is no ServiceAccount edgevoice/nobody")]
    [InlineData("config-maps", "us-east:ConfigMap/livekit", "metadata.name", "\"livekit-2\"", "there is no ConfigMap livekit/livekit")]
    [InlineData("config-maps", "us-east:Deployment/livekit", Container + ".env[LIVEKIT_CONFIG].valueFrom.configMapKeyRef.key", "\"config.yml\"", "ConfigMap livekit/livekit has no key config.yml")]
    [InlineData("volumes", "us-east:Deployment/gateway", "spec.template.spec.volumes", "[]", "mounts volume")]
    [InlineData("selectors", "us-east:Deployment/gateway", "spec.template.metadata.labels.app", "\"door\"", "its selector does not match its own pods")]
    [InlineData("selectors", "us-east:Service/gateway", "spec.selector.app", "\"door\"", "no pod has app=door")]
    [InlineData("selectors", "us-east:PodDisruptionBudget/gateway", "spec.selector.matchLabels.app", "\"door\"", "no pod has app=door")]
    [InlineData("ports", "us-east:Service/gateway", "spec.ports[0].targetPort", "\"https\"", "leads to https, which no container of Deployment edgevoice/gateway has")]
    [InlineData("ports", "us-east:Deployment/gateway", Container + ".readinessProbe.httpGet.port", "\"health\"", "readinessProbe of gateway asks port health")]
    [InlineData("service-addresses", "us-east:Deployment/gateway", Container + ".env[LiveKit__Url].value", "\"ws://livekit.livekit.svc.cluster.local.:7899\"", "Service livekit/livekit has no port 7899")]
    [InlineData("service-addresses", Terraform, "resource.cloudflare_zero_trust_tunnel_cloudflared_config.us-east.config.ingress[0].service", "\"http://door.edgevoice.svc.cluster.local:8080\"", "there is no Service edgevoice/door")]
    [InlineData("strings", "us-east:Deployment/gateway", Container + ".env[Gateway__Slots].value", "100", "is no string")]
    [InlineData("strings", "us-east:Service/livekit-public", "metadata.annotations", """{ "metallb.io/loadBalancerIPs": "203.0.113.33", "weight": 1 }""", "metadata.annotations.weight is no string")]
    [InlineData("images", "us-east:Deployment/gateway", Container + ".image", "\"registry.example.com/edgevoice/gateway:latest\"", "is not pinned")]
    [InlineData("image-lock", "us-east:Deployment/gateway", Container + ".image", "\"registry.example.com/edgevoice/gateway:9.9\"", "gateway:9.9 is not in global/images.lock.json")]
    [InlineData("kustomizations", "us-east/kustomization.yaml", "resources[0]", "\"manifests/nothing.yaml\"", "names manifests/nothing.yaml, which is not there")]
    [InlineData("unique", "us-east:NetworkPolicy/gateway", "metadata.name", "\"voice-agent\"", "NetworkPolicy edgevoice/voice-agent: is also in")]
    public void Changed_TheRuleNamesIt(string rule, string target, string path, string value, string expected)
    {
        var files = PublishedFleets.Edit(PublishedFleets.Default, target, path, value == Removed ? null : value);

        Assert.Contains(Broken(files), line => line.StartsWith($"{rule}: ", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("udp-range", "us-east/k3s/90-edgevoice.conf", "50000-50500", "50000-50400", "reserves 50000-50400, LiveKit uses 50000-50500")]
    [InlineData("udp-range", "us-east/firewall.nft", "udp dport 50000-50500", "udp dport 50000-50400", "does not accept udp 50000-50500")]
    [InlineData("firewall", "us-east/firewall.nft", "tcp dport 7881", "tcp dport 7891", "does not accept tcp 7881, which firewall.json opens")]
    public void TextChanged_TheRuleNamesIt(string rule, string path, string text, string replacement, string expected)
    {
        var files = PublishedFleets.Replace(PublishedFleets.Default, path, text, replacement);

        Assert.Contains(Broken(files), line => line.StartsWith($"{rule}: ", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("api-address", "us-east/k3s/config.server-2.yaml", "tls-san", """["10.10.0.12"]""", "tls-san lacks 10.10.0.5, at which nodes join")]
    [InlineData("api-address", "us-east/k3s/config.server-2.yaml", "server", "\"https://10.10.0.5\"", "it must be https://address:6443")]
    [InlineData("api-address", "us-east/k3s/config.server-3.yaml", "server", "\"https://10.10.0.11:6443\"", "nodes join at https://10.10.0.5:6443 and https://10.10.0.11:6443")]
    [InlineData("api-address", "us-east:NetworkPolicy/cloudflared/cloudflared", "spec.egress[3].to[0].ipBlock.cidr", "\"10.10.0.99/32\"", "lets cloudflared reach")]
    [InlineData("servers", "us-east/k3s/config.server-2.yaml", "cluster-init", "true", "2 servers have cluster-init, exactly one must")]
    [InlineData("servers", "us-east/k3s/config.server-2.yaml", "flannel-backend", "\"host-gw\"", "flannel-backend is \"host-gw\", config.server-1.yaml has \"vxlan\"")]
    [InlineData("servers", "us-east/k3s/config.server-2.yaml", "server", Removed, "neither begins the cluster nor says where it joins")]
    public void ThreeServersChanged_TheRuleNamesIt(string rule, string target, string path, string value, string expected)
    {
        var files = PublishedFleets.Edit(PublishedFleets.ThreeServers, target, path, value == Removed ? null : value);

        Assert.Contains(Broken(files), line => line.StartsWith($"{rule}: ", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void ServerMissing_TwoAreNoQuorum()
    {
        PublishedFile[] files = [.. PublishedFleets.ThreeServers.Where(file => file.Path != "us-east/k3s/config.server-3.yaml")];

        Assert.Contains("servers: us-east/k3s: has 2 servers, a quorum needs 1 or 3", Broken(files));
    }

    [Fact]
    public void LiveKitRangeChanged_EveryOtherPlaceIsNamed()
    {
        var file = PublishedFleets.Default.Single(file => file.Path.StartsWith("us-east/manifests/", StringComparison.Ordinal) && file.Content.Contains("port_range_end", StringComparison.Ordinal));
        var files = PublishedFleets.Replace(PublishedFleets.Default, file.Path, "port_range_end: 50500", "port_range_end: 50600");

        Assert.Equal(4, Broken(files).Count(line => line.StartsWith("udp-range: us-east/", StringComparison.Ordinal) && line.Contains("50600", StringComparison.Ordinal)));
    }

    [Fact]
    public void KeyTwice_IsUnreadable()
    {
        var file = PublishedFleets.Default.First(file => file.Path.StartsWith("us-east/manifests/", StringComparison.Ordinal));

        Assert.Contains(Broken(PublishedFleets.Replace(PublishedFleets.Default, file.Path, "\nkind:", "\nkind: x\nkind:")), line => line.StartsWith($"readable: {file.Path}: line ", StringComparison.Ordinal));
    }

    [Fact]
    public void ChangedByHand_IsSaid()
    {
        PublishedFile[] files = [.. PublishedFleets.Replace(PublishedFleets.Default, "us-east/README.md", "#", "##"), FileSums.Of(PublishedFleets.Default)];

        Assert.Equal(["unchanged: us-east/README.md: was changed after publish"], Broken(files));
    }

    private static List<string> Broken(IReadOnlyList<PublishedFile> files) =>
        [.. FleetVerification.Check(PublishedFleet.Of(files), []).SelectMany(result => result.Findings.Select(finding => $"{result.Rule.Name}: {finding}"))];
}
