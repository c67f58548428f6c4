using System.Text.Json.Nodes;
using EdgeVoice.AppHost.K3s.Images;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.K3s;

public sealed class ImageTests
{
    /// <summary>What runs as a container on this machine is what is published.</summary>
    [Theory]
    [InlineData("livekit-us-east", ImageName.LiveKit)]
    [InlineData("cloudflared-us-east", ImageName.Cloudflared)]
    [InlineData("postgres", ImageName.Postgres)]
    public void Model_UsesThePublishedImages(string resource, string image)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Combine("aspire-manifest.json")))!;

        Assert.Equal(ThirdPartyImages.All[image].ToString(), manifest["resources"]![resource]!["image"]!.GetValue<string>());
    }
}
