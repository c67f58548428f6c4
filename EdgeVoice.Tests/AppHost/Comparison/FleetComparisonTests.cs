using EdgeVoice.AppHost.Comparison;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.Tests.AppHost.Comparison;

public sealed class FleetComparisonTests
{
    private const string Container = "spec.template.spec.containers[0]";

    private static readonly string[] s_regions = ["us-east", "us-west", "eu-central"];

    [Fact]
    public void Same_SaysSo() => Assert.Equal(["No difference."], Lines(PublishedFleets.Default));

    [Theory]
    [InlineData("us-east:Deployment/gateway", Container + ".image", "\"registry.example.com/edgevoice/edgevoice-gateway:1.3\"", "Deployment edgevoice/gateway: image edgevoice-gateway 1.0.0 -> 1.3")]
    [InlineData("us-east:Deployment/gateway", Container + ".env[Gateway__Slots].value", "\"50\"", "Deployment edgevoice/gateway: env Gateway__Slots 100 -> 50")]
    [InlineData("us-east:Deployment/voice-agent", "spec.replicas", "6", "Deployment edgevoice/voice-agent: replicas 5 -> 6")]
    [InlineData("us-east:Deployment/voice-agent", "spec.template.spec.terminationGracePeriodSeconds", "3600", "Deployment edgevoice/voice-agent: spec.template.spec.terminationGracePeriodSeconds 1860 -> 3600")]
    [InlineData("us-east/firewall.json", "inbound[0].ports", "\"50000-50599\"", "firewall.json: opens inbound udp 50501-50599 from 0.0.0.0/0; opens inbound udp 50501-50599 from ::/0")]
    [InlineData("us-east/firewall.json", "inbound[0].ports", "\"50000-50400\"", "firewall.json: closes inbound udp 50401-50500 from 0.0.0.0/0; closes inbound udp 50401-50500 from ::/0")]
    [InlineData("us-east:IPAddressPool/public", "spec.addresses", """["203.0.113.32/29", "203.0.113.64/29"]""", "IPAddressPool metallb-system/public: address 203.0.113.64/29 added")]
    [InlineData("us-east/k3s/config.server-1.yaml", "flannel-backend", "\"wireguard-native\"", "config.server-1.yaml: flannel-backend vxlan -> wireguard-native")]
    [InlineData("us-east/secrets.required.json", "secrets[0].keys", "[]", "secrets.required.json: ")]
    public void OnePlaceChanged_IsToldInWords(string target, string path, string value, string expected)
    {
        var lines = Lines(PublishedFleets.Edit(PublishedFleets.Default, target, path, value));

        Assert.Equal("us-east:", lines[0]);
        Assert.StartsWith($"  {expected}", Assert.Single(lines.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveKitConfigurationChanged_IsToldByItsOwnFields()
    {
        var file = PublishedFleets.Default.Single(file => file.Path.StartsWith("us-west/manifests/", StringComparison.Ordinal) && file.Content.Contains("port_range_end", StringComparison.Ordinal));

        var lines = Lines(PublishedFleets.Replace(PublishedFleets.Default, file.Path, "port_range_end: 50500", "port_range_end: 50600"));

        Assert.Equal(["us-west:", "  ConfigMap livekit/livekit: config.yaml: rtc.port_range_end 50500 -> 50600"], lines);
    }

    [Fact]
    public void EveryRegionChangedAlike_IsToldOnce()
    {
        var files = s_regions.Aggregate(PublishedFleets.Default, (files, region) =>
            PublishedFleets.Edit(files, $"{region}:Deployment/gateway", Container + ".image", "\"registry.example.com/edgevoice/edgevoice-gateway:1.3\""));

        Assert.Equal(["every region:", "  Deployment edgevoice/gateway: image edgevoice-gateway 1.0.0 -> 1.3"], Lines(files));
    }

    [Fact]
    public void ObjectsAndFiles_ComeAndGo()
    {
        PublishedFile[] files = [.. PublishedFleets.Default.Where(file => file.Path != "us-west/README.md"), new("us-west/manifests/99-more.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more, namespace: data }\n")];

        Assert.Equal(["us-west:", "  ConfigMap data/more: is new", "  README.md: is gone"], Lines(files));
    }

    [Fact]
    public void Settings_OfOneRegion_ChangeThatRegionAndWhatAllShare()
    {
        var lines = Lines(PublishedFleets.Render("EdgeVoice:Fleet:Regions:us-west:Agents:Replicas=6"));

        Assert.Equal("us-west:", lines[0]);
        Assert.DoesNotContain("us-east:", lines);
        Assert.DoesNotContain("eu-central:", lines);
        Assert.Contains(lines, line => line.StartsWith("  Deployment edgevoice/voice-agent: replicas ", StringComparison.Ordinal) && line.EndsWith(" -> 6", StringComparison.Ordinal));
    }

    private static string[] Lines(IReadOnlyList<PublishedFile> after)
    {
        var (one, other) = (PublishedFleet.Of(PublishedFleets.Default), PublishedFleet.Of(after));
        return [.. ChangeReport.Lines(FleetComparison.Compare(one, other), [.. one.Cells.Select(cell => cell.Region)])];
    }
}
