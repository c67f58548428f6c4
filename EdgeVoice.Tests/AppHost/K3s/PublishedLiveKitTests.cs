using System.Diagnostics;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Workloads;
using EdgeVoice.AppHost.Resources;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.K3s;

public sealed class PublishedLiveKitTests
{
    [Fact]
    public void Configuration_AsPublished_IsReadBackUnchanged()
    {
        var published = LiveKitManifests.Configuration(FleetUnderTest.Read().Cells[0]).ToYaml();

        Assert.Equal(published, LiveKitConfiguration.Parse(published).ToYaml());
        Assert.DoesNotContain("udp_port: 7882", published, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_InVipMode_HasOnePortAndTheLoadBalancersAddress()
    {
        var cell = FleetUnderTest.Read(FleetUnderTest.Region("us-east", "LiveKit:Mode=vip")).Cells[0];

        var rtc = LiveKitManifests.Configuration(cell).Rtc;

        Assert.Equal(new LiveKitConfiguration.RtcSection { UdpPort = Ports.LiveKitUdpMux, TcpPort = Ports.LiveKitTcp, UseExternalIp = false, NodeIp = "203.0.113.33" }, rtc);
    }

    /// <summary>The server of this machine takes the published file; only what belongs to the place is changed: ports, addresses, keys.</summary>
    [Fact]
    public async Task LocalServer_StartsFromThePublishedConfiguration()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("livekit.yaml");
        var published = LiveKitConfiguration.Parse(LiveKitManifests.Configuration(FleetUnderTest.Read().Cells[0]).ToYaml());
        var local = published with
        {
            Port = 0,
            BindAddresses = ["127.0.0.1"],
            PrometheusPort = null,
            Rtc = published.Rtc with { NodeIp = "127.0.0.1" },
            Keys = new() { ["devkey"] = "a-secret-for-tests-of-at-least-32-bytes" },
        };
        await File.WriteAllTextAsync(file, local.ToYaml());

        using var process = Process.Start(new ProcessStartInfo("node", [RepositoryRoot.Combine("emulators", "livekit", "src", "main.js"), "--config", file]) { RedirectStandardOutput = true })!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));

            Assert.Contains("listening on", line, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
