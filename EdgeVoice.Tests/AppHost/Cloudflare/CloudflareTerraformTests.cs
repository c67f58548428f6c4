using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Cloudflare;

namespace EdgeVoice.Tests.AppHost.Cloudflare;

public sealed class CloudflareTerraformTests
{
    private static readonly Guid s_tunnel = Guid.Parse("6ff42ae2-765d-4adf-8112-31c55c1551ef");

    [Fact]
    public void Write_SameFleet_SameBytes() => Assert.Equal(CloudflareTerraform.Write(Fleets.Three), CloudflareTerraform.Write(Fleets.Three));

    [Fact]
    public void Write_RegionPools_NameEveryCodeAndEveryRegionOnce()
    {
        var pools = LoadBalancer(Fleets.Three)["region_pools"]!.AsObject();

        Assert.Equal(SteeringCodes.All.Order(), pools.Select(pair => pair.Key).Order());
        Assert.All(pools, pair => Assert.Equal(3, pair.Value!.AsArray().Select(id => (string?)id).Distinct().Count()));
    }

    [Theory]
    [InlineData("ENAM", "us-east", "us-west", "eu-central")]
    [InlineData("WNAM", "us-west", "us-east", "eu-central")]
    [InlineData("WEU", "eu-central", "us-east", "us-west")]
    [InlineData("SEAS", "eu-central", "us-west", "us-east")]
    public void FailoverOrder_StartsWithTheRegionOfTheCode_ThenTheNextFastest(string code, params string[] expected) =>
        Assert.Equal(expected, Fleets.Three.FailoverOrder(code).Select(cell => cell.Name));

    [Fact]
    public void FailoverOrder_RegionThatDoesNotRun_IsLeftOut()
    {
        var fleet = Fleets.Three with { Cells = [Fleets.Three.Cells[0], Fleets.Three.Cells[2]] };

        Assert.Equal(["us-east", "eu-central"], fleet.FailoverOrder("WNAM").Select(cell => cell.Name));
    }

    [Fact]
    public void Write_TunnelThatExists_IsTakenOver()
    {
        var fleet = Fleets.Three with { Cells = [Fleets.Three.Cells[0] with { TunnelId = s_tunnel }, .. Fleets.Three.Cells.Skip(1)] };

        var import = Assert.Single(Parse(fleet)["import"]!.AsArray())!;

        Assert.Equal("cloudflare_zero_trust_tunnel_cloudflared.us-east", (string?)import["to"]);
        Assert.Equal($"${{var.cloudflare_account_id}}/{s_tunnel}", (string?)import["id"]);
    }

    [Fact]
    public void Write_Postgres_IsReachedThroughTheHomeTunnelOnly()
    {
        var routes = Parse(Fleets.Three)["resource"]!["cloudflare_zero_trust_tunnel_cloudflared_config"]!.AsObject()
            .Where(pair => pair.Value!["config"]!["ingress"]!.AsArray().Any(rule => (string?)rule!["hostname"] == Fleets.Three.PostgresHost))
            .Select(pair => pair.Key);

        Assert.Equal(["us-east"], routes);
    }

    [Fact]
    public void Write_TwoRegionsOnOneTunnel_IsRefused()
    {
        var fleet = Fleets.Three with { Cells = [.. Fleets.Three.Cells.Select(cell => cell with { TunnelId = s_tunnel })] };

        Assert.Contains(s_tunnel.ToString(), Assert.Throws<ArgumentException>(() => CloudflareTerraform.Write(fleet)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HomeThatDoesNotRun_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CloudflareTerraform.Write(Fleets.Three with { Home = "ap-south" }));

    private static JsonNode Parse(CloudflareFleet fleet) => JsonNode.Parse(CloudflareTerraform.Write(fleet))!;

    private static JsonNode LoadBalancer(CloudflareFleet fleet) => Parse(fleet)["resource"]!["cloudflare_load_balancer"]!["voice"]!;
}
