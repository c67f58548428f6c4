using EdgeVoice.AppHost.Publication;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.Tests.Shared;
using EdgeVoice.Tests.CloudflareEmulator;

namespace EdgeVoice.Tests.AppHost.Steps;

/// <summary>The local edge runs from the file that publish wrote: what steers callers is tried before it is deployed.</summary>
public sealed class PublishedEdgeTests
{
    [Fact]
    public async Task Edge_FromThePublishedDefinition_ProbesAndSteersToARegion()
    {
        using var folder = new TemporaryFolder();
        new PublishedFolder(folder.Combine("out")).Replace(PublishedFleets.Default);
        await using var edge = await EdgeUnderTest.StartAsync($"--Edge:Definition={folder.Combine("out/global/cloudflare.tf.json")}");
        await using var region = await RegionUnderTest.StartAsync("us-west", edge.Addresses.Tunnel!, edge.Tokens["us-west"]);
        await edge.HasHealthAsync("us-west", PoolHealth.Healthy);
        using var client = new HttpClient { BaseAddress = new Uri(edge.Addresses.Public!) };

        using var answer = await client.GetAsync("/where");

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains("us-west", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
