using System.Text.RegularExpressions;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.K3s.Images;

namespace EdgeVoice.Tests.AppHost.K3s;

public sealed partial class FleetRendererTests
{
    public static readonly TheoryData<string> RegionSettings =
    [
        "Sessions=80",
        "Rtc:PortEnd=50999",
        "Agents:DrainSeconds=900",
        "Servers:0:PublicAddress=198.51.100.14",
        "LoadBalancer:TurnAddress=198.51.100.34",
        "PrivateInterface=eth7",
        "Options:IngressNginx=true",
        "LiveKit:DrainSeconds=3600",
    ];

    [Fact]
    public void Render_Twice_IsByteIdentical() => Assert.Equal(FleetRenderer.Render(FleetUnderTest.Read()), FleetRenderer.Render(FleetUnderTest.Read()));

    [Fact]
    public void Render_EveryFile_IsTextWithLineFeedsInOrderOfPaths()
    {
        var files = FleetRenderer.Render(FleetUnderTest.Read());

        Assert.Equal(files.Select(file => file.Path).Order(StringComparer.Ordinal), files.Select(file => file.Path));
        Assert.All(files, file =>
        {
            Assert.EndsWith("\n", file.Content, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', file.Content);
            Assert.DoesNotContain('\t', file.Content);
        });
    }

    [Theory]
    [MemberData(nameof(RegionSettings))]
    public void Render_WithAnotherSettingOfARegion_ChangesThatRegionAndTheGlobalFilesOnly(string setting)
    {
        var before = FleetUnderTest.Publish();
        var after = FleetUnderTest.Publish(FleetUnderTest.Region("us-west", setting));

        var changed = before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path)).ToArray();
        Assert.Contains(changed, path => path.StartsWith("us-west/", StringComparison.Ordinal));
        Assert.All(changed, path => Assert.True(path.StartsWith("us-west/", StringComparison.Ordinal) || path.StartsWith("global/", StringComparison.Ordinal), path));
    }

    [Fact]
    public void Render_WithLockedImages_NamesEveryImageByDigest()
    {
        var fleet = FleetUnderTest.Read();
        var digests = fleet.Images.Images.Keys.Index().ToDictionary(entry => entry.Item, entry => $"sha256:{entry.Index:x64}");
        var locked = fleet with { Images = new(fleet.Images.Images.ToDictionary(image => image.Key, image => image.Value with { Digest = digests[image.Key] })) };

        var images = FleetRenderer.Render(locked).Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal)).SelectMany(file => Image().Matches(file.Content)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.Matches("@sha256:[0-9a-f]{64}$", image));
    }

    [Fact]
    public void Render_WithEveryOption_PinsAllThatTouchesProtectedInformation()
    {
        var files = FleetUnderTest.Publish(FleetUnderTest.Everything);

        foreach (var name in new[] { "30-postgres", "35-postgres-backup", "40-migrations", "45-redis", "50-livekit", "60-agent", "65-gateway", "70-dashboard" })
        {
            Assert.Contains("node-restriction.kubernetes.io/compliance: \"hipaa\"", files[$"us-east/manifests/{name}.yaml"], StringComparison.Ordinal);
            Assert.Contains("key: edgevoice.io/compliance", files[$"us-east/manifests/{name}.yaml"], StringComparison.Ordinal);
        }

        Assert.Contains("edgevoice.io/compliance=hipaa:NoSchedule", files["us-east/k3s/config.worker-1.yaml"], StringComparison.Ordinal);
        Assert.Contains("flannel-backend: wireguard-native", files["us-east/k3s/config.server-1.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ThreeServers_StartTheClusterOnOneAndJoinTheOthersAtTheSharedAddress()
    {
        var files = FleetUnderTest.Publish(FleetUnderTest.Everything);

        string[] servers = [.. Enumerable.Range(1, 3).Select(number => files[$"us-east/k3s/config.server-{number}.yaml"])];
        Assert.Single(servers, server => server.Contains("cluster-init: true\n", StringComparison.Ordinal));
        Assert.Equal(2, servers.Count(server => server.Contains("server: https://10.10.0.10:6443\n", StringComparison.Ordinal)));
        Assert.All(servers, server => Assert.Contains("\n  - 10.10.0.10\n", server, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_HoldsNoSecretAndNoPublicAddressOfTheDatabase()
    {
        var files = FleetUnderTest.Publish();

        Assert.DoesNotContain(files.Values, text => text.Contains("kind: Secret\n", StringComparison.Ordinal));
        var database = files.Where(file => file.Key.Contains("postgres", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(database);
        Assert.All(database, file => Assert.DoesNotMatch(@"type: (LoadBalancer|NodePort)|203\.0\.113|198\.51\.100|192\.0\.2\.", file.Value));
    }

    [Fact]
    public void ImageLock_AsWritten_IsReadAgain()
    {
        var images = FleetUnderTest.Read().Images;
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, ImageLock.Write(images));

            Assert.Equal(images.Images.Select(image => image.Value.Tag), ImageLock.Load(path).Images.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => image.Value.Tag!));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"^\s+image: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Image();
}
