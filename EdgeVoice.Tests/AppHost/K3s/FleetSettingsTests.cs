using EdgeVoice.AppHost.K3s.Settings;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.K3s;

public sealed class FleetSettingsTests
{
    private const string East = "EdgeVoice:Fleet:Regions:us-east";
    private const string West = "EdgeVoice:Fleet:Regions:us-west";
    private const string Tunnel = "6ff42ae2-765d-4adf-8112-31c55c1551ef";

    /// <summary>Settings, separated by spaces; path, value and a part of the rule.</summary>
    public static readonly TheoryData<string, string, string, string> Wrong = new()
    {
        { "EdgeVoice:Fleet:Topology=stretched", "EdgeVoice:Fleet:Topology", "stretched", "does not support embedded etcd" },
        { "EdgeVoice:Fleet:Regions:mars:Provider=robot", "EdgeVoice:Fleet:Regions:mars", "mars", "known regions: us-east, us-west, eu-central" },
        { "EdgeVoice:Fleet:K3s:Profile=brief", "EdgeVoice:Fleet:K3s:Profile", "brief", "AcknowledgeEndOfLife" },
        { "EdgeVoice:Fleet:K3s:Version=v1.31.14+k3s1", "EdgeVoice:Fleet:K3s:Version", "v1.31.14+k3s1", "ended the line" },
        { "EdgeVoice:Fleet:K3s:Version=1.36", "EdgeVoice:Fleet:K3s:Version", "1.36", "such as v1.36.1+k3s1" },
        { "EdgeVoice:Fleet:K3s:Version=v1.30.14+k3s1", "EdgeVoice:Fleet:K3s:Version", "v1.30.14+k3s1", "from v1.31 to v1.36" },
        { "EdgeVoice:Fleet:K3s:AcknowledgeEndOfLife=maybe", "EdgeVoice:Fleet:K3s:AcknowledgeEndOfLife", "maybe", "true or false" },
        { "EdgeVoice:Fleet:Network:Services=10.42.128.0/17", "EdgeVoice:Fleet:Network:Services", "10.42.128.0/17", "overlaps" },
        { "EdgeVoice:Fleet:Network:Pods=8.8.0.0/16", "EdgeVoice:Fleet:Network:Pods", "8.8.0.0/16", "private network" },
        { "EdgeVoice:Fleet:Network:Pods=10.42.0.1/16", "EdgeVoice:Fleet:Network:Pods", "10.42.0.1/16", "whose address is its first" },
        { "EdgeVoice:Fleet:Network:ClusterDns=10.44.0.10", "EdgeVoice:Fleet:Network:ClusterDns", "10.44.0.10", "must lie in" },
        { "EdgeVoice:Fleet:Network:ClusterDns=10.43.0.1", "EdgeVoice:Fleet:Network:ClusterDns", "10.43.0.1", "the API server's" },
        { "EdgeVoice:Fleet:Images:Tag=latest", "EdgeVoice:Fleet:Images:Tag", "latest", "never 'latest'" },
        { "EdgeVoice:Fleet:TurnstileSiteKey=secret", "EdgeVoice:Fleet:TurnstileSiteKey", "secret", "site key of a Turnstile widget" },
        { "EdgeVoice:Fleet:Database:BackupEndpoint=http://192.0.2.9/", "EdgeVoice:Fleet:Database:BackupEndpoint", "http://192.0.2.9/", "https address of an S3 service by name" },
        { "EdgeVoice:Fleet:Database:BackupSchedule=hourly", "EdgeVoice:Fleet:Database:BackupSchedule", "hourly", "five fields" },
        { "EdgeVoice:Fleet:Network:Services=10.64.0.0/11", "EdgeVoice:Fleet:Network:Services", "10.64.0.0/11", "/12 or smaller" },
        { $"EdgeVoice:Fleet:Network:Pods=10.42.0.0/24 {East}:Servers:1:PrivateAddress=10.10.0.12 {East}:Servers:1:PublicAddress=203.0.113.12 {East}:Servers:2:PrivateAddress=10.10.0.13 {East}:Servers:2:PublicAddress=203.0.113.13", "EdgeVoice:Fleet:Network:Pods", "10.42.0.0/24", "carries 1 nodes, and us-east has 3" },
        { "EdgeVoice:Fleet:Database:StorageGiB=0", "EdgeVoice:Fleet:Database:StorageGiB", "0", "from 1 to 16384" },
        { $"EdgeVoice:Cloudflare:Tunnels:us-east={Tunnel} EdgeVoice:Cloudflare:Tunnels:us-west={Tunnel}", "EdgeVoice:Cloudflare:Tunnels:us-west", Tunnel, "us-east has the same tunnel" },
        { $"{East}:Sesions=5", $"{East}:Sesions", "5", "no such setting" },
        { $"{East}:Provider=aws", $"{East}:Provider", "aws", "one of bareMetal, robot, hcloud" },
        { $"{East}:PrivateNetwork=203.0.113.0/24", $"{East}:PrivateNetwork", "203.0.113.0/24", "passes the firewall" },
        { $"{East}:PrivateNetwork=10.42.7.0/24", $"{East}:PrivateNetwork", "10.42.7.0/24", "overlaps EdgeVoice:Fleet:Network:Pods" },
        { $"{East}:PrivateNetwork=10.11.0.0/24", $"{East}:Servers:0:PrivateAddress", "10.10.0.11", "must lie in the region's PrivateNetwork" },
        { $"{East}:Servers:1:PrivateAddress=10.10.0.12 {East}:Servers:1:PublicAddress=203.0.113.12", $"{East}:Servers", "2 servers", "must be 1 or 3" },
        { $"{East}:Servers:0:PublicAddress=192.168.1.4", $"{East}:Servers:0:PublicAddress", "192.168.1.4", "must be a public address" },
        { $"{West}:Servers:0:PublicAddress=203.0.113.11", $"{West}:Servers:0:PublicAddress", "203.0.113.11", "us-east-1 has the same address" },
        { $"{West}:Servers:0:Name=us-east-1", $"{West}:Servers:0:Name", "us-east-1", "a node of the same name" },
        { $"{East}:Servers:0:PrivateAddress=10.10.0.256", $"{East}:Servers:0:PrivateAddress", "10.10.0.256", "IPv4 address" },
        { $"{East}:Servers:0:Architecture=riscv64", $"{East}:Servers:0:Architecture", "riscv64", "amd64 or arm64" },
        { $"{East}:Servers:0:Media=false", $"{East}:Servers:0:Media", "false", "LiveKit runs on those only" },
        { $"{East}:Api:Endpoint=kubeVip {East}:Api:Address=10.10.0.10", $"{East}:Api:Endpoint", "kubeVip", "ARP" },
        { $"{East}:Provider=robot {East}:Api:Endpoint=hcloudLb {East}:Api:Address=10.10.0.10", $"{East}:Api:Endpoint", "hcloudLb", "provider hcloud only" },
        { $"{East}:Provider=robot {East}:Api:Endpoint=kubeVip", $"{East}:Api:Address", "", "it is missing" },
        { $"{East}:Provider=robot {East}:Api:Endpoint=kubeVip {East}:Api:Address=10.10.0.11", $"{East}:Api:Address", "10.10.0.11", "the address of node us-east-1" },
        { $"{East}:Provider=robot {East}:Api:Endpoint=kubeVip {East}:Api:Address=203.0.113.34", $"{East}:Api:Address", "203.0.113.34", "MetalLB's pool" },
        { $"{East}:LoadBalancer:Pool:0=198.51.100.32/29", $"{West}:LoadBalancer:Pool", "198.51.100.32/29", "overlaps the pool of us-east" },
        { $"{East}:LoadBalancer:Pool:0=203.0.113.8-203.0.113.40", $"{East}:LoadBalancer:Pool", "203.0.113.8-203.0.113.40", "the address of node us-east-1" },
        { $"{East}:LoadBalancer:Pool:0=203.0.113.40-203.0.113.8", $"{East}:LoadBalancer:Pool:0", "203.0.113.40-203.0.113.8", "a range such as" },
        { $"{East}:LoadBalancer:TurnAddress=203.0.113.60", $"{East}:LoadBalancer:TurnAddress", "203.0.113.60", "must lie in the region's pool" },
        { $"{East}:Sessions=101", $"{East}:Sessions", "101", "the agents have 100 slots" },
        { $"{East}:Sessions=150 {East}:Agents:Replicas=8", $"{East}:Rtc:PortEnd", "50500", "carry 125 calls" },
        { $"{East}:Rtc:PortEnd=49000", $"{East}:Rtc:PortEnd", "49000", "must not be below PortStart" },
        { $"{East}:Rtc:PortStart=7000 {East}:Rtc:PortEnd=7880", $"{East}:Rtc:PortStart", "7000", "belongs to LiveKit's signalling" },
        { $"{East}:Rtc:PortStart=30000", $"{East}:Rtc:PortStart", "30000", "node ports" },
        { $"{East}:LiveKit:Replicas=2", $"{East}:LiveKit:Replicas", "2", "1 media nodes" },
        { $"{East}:LiveKit:Mode=vip {East}:LiveKit:Replicas=2", $"{East}:LiveKit:Replicas", "2", "one replica per address" },
        { $"{East}:Agents:DrainSeconds=5", $"{East}:Agents:DrainSeconds", "5", "from 60 to 18000" },
        { $"{East}:Options:Hipaa=true", $"{East}:Options:Hipaa", "true", "a worker with Compliance and Media" },
        { $"{East}:Options:Jetson=true", $"{East}:Options:Jetson", "true", "arm64" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WrongSetting_IsRefusedWithPathValueAndRule(string settings, string path, string value, string rule)
    {
        var exception = Assert.Throws<FleetSettingsException>(() => FleetUnderTest.Read(settings.Split(' ')));

        var error = Assert.Single(exception.Errors, error => error.Path == path && error.Value == value && error.Rule.Contains(rule, StringComparison.Ordinal));
        Assert.Contains(error.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17 3 * * 7", "day of the week")]
    [InlineData("60 25 * * *", "minute")]
    [InlineData("0 25 * * *", "hour")]
    [InlineData("- - - - -", "minute")]
    [InlineData("*/60/2 * * * *", "minute")]
    [InlineData("*/0 * * * *", "minute")]
    [InlineData("*/61 * * * *", "minute")]
    [InlineData("5-1 * * * *", "minute")]
    [InlineData("0 0 0 * *", "day of the month")]
    [InlineData("0 0 * 13 *", "month")]
    [InlineData("0 0 * * *  ", "five fields")]
    public void Read_ScheduleThatTheApiServerRefuses_IsRefused(string schedule, string rule)
    {
        var exception = Assert.Throws<FleetSettingsException>(() => FleetUnderTest.Read($"EdgeVoice:Fleet:Database:BackupSchedule={schedule}"));

        Assert.Contains(exception.Errors, error => error.Path == "EdgeVoice:Fleet:Database:BackupSchedule" && error.Rule.Contains(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("17 * * * *")]
    [InlineData("*/15 0-6,22 1,15 jan-MAR MON-FRI")]
    [InlineData("0 3 ? * 0")]
    public void Read_ScheduleThatTheApiServerTakes_IsTaken(string schedule) =>
        Assert.Equal(schedule, FleetUnderTest.Read($"EdgeVoice:Fleet:Database:BackupSchedule={schedule}").Database.BackupSchedule);

    [Theory]
    [InlineData("HostPrefix=voice.eu", "one label")]
    [InlineData("HostPrefix=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1 to 63")]
    [InlineData("HostPrefix=Voice", "lower-case")]
    [InlineData("Domain=example.com.", "closing dot")]
    [InlineData("Domain=Example.COM", "in lower case: example.com")]
    [InlineData("Domain=exa_mple.com", "labels")]
    public void Read_NameThatDnsOrCertificateRefuses_IsRefused(string setting, string rule)
    {
        var exception = Assert.ThrowsAny<Exception>(() => FleetUnderTest.Read($"EdgeVoice:Cloudflare:{setting}"));

        Assert.StartsWith($"EdgeVoice:Cloudflare:{setting.Split('=')[0]} is '{setting.Split('=')[1]}': ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(rule, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralWrongSettings_TellsAllAtOnce()
    {
        var exception = Assert.Throws<FleetSettingsException>(() => FleetUnderTest.Read(
            "EdgeVoice:Fleet:Topology=stretched", "EdgeVoice:Fleet:Images:Tag=latest", $"{East}:Sessions=101", $"{West}:LoadBalancer:TurnAddress=198.51.100.60"));

        Assert.Equal(
            ["EdgeVoice:Fleet:Images:Tag", $"{East}:Sessions", $"{West}:LoadBalancer:TurnAddress", "EdgeVoice:Fleet:Topology"],
            exception.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_EndOfLifeRelease_IsTakenWhenAcknowledged()
    {
        var fleet = FleetUnderTest.Read("EdgeVoice:Fleet:K3s:Profile=brief", "EdgeVoice:Fleet:K3s:AcknowledgeEndOfLife=true");

        Assert.Equal("v1.31.0+k3s1", fleet.K3s.Version);
        Assert.Contains(fleet.Warnings, warning => warning.Contains("end of life", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("strict=true", "--strict", "needs --images-lock FILE")]
    [InlineData("images-lock=/nowhere/images.lock.json", "--images-lock", "cannot be read")]
    public void Read_StrictWithoutLock_IsRefused(string setting, string path, string rule)
    {
        var exception = Assert.Throws<FleetSettingsException>(() => FleetUnderTest.Read(setting));

        Assert.Contains(exception.Errors, error => error.Path == path && error.Rule.Contains(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "images": { "agent": { "repository": "registry.example.com/edgevoice/edgevoice-agent", "tag": "0.9.0", "digest": "sha256:00" } } }""", "lock the image that is used")]
    [InlineData("""{ "images": { "agent": { "repository": "registry.example.com/edgevoice/edgevoice-agent", "tag": "1.0.0", "digest": "sha256:00" } } }""", "64 hexadecimal digits")]
    [InlineData("""{ "images": { "nginx": { "repository": "nginx", "tag": "1", "digest": null } } }""", "which the fleet does not use")]
    [InlineData("""{ "images": {} }""", "it has no digest for 'agent'")]
    [InlineData("""{ """, "cannot be read as a lock file")]
    public void Read_WrongLock_IsRefused(string content, string rule)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("images.lock.json"), content);

        var exception = Assert.Throws<FleetSettingsException>(() => FleetUnderTest.Read($"images-lock={folder.Combine("images.lock.json")}", "strict=true"));

        Assert.Contains(exception.Errors, error => error.Path == "--images-lock" && error.Rule.Contains(rule, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_WithWrongSettings_WritesNothingAndNamesThem()
    {
        using var folder = new TemporaryFolder();
        using var host = new AppHostProcess(folder, "--operation", "publish", "--step", "publish", "--output-path", folder.Combine("fleet"), $"--{East}:Sessions=101", $"--{West}:Provider=aws");

        await host.LineAsync($"{East}:Sessions = '101'");
        await host.LineAsync($"{West}:Provider = 'aws'");
        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.False(Directory.Exists(folder.Combine("fleet")));
    }
}
