using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.Tests.AppHost.Cloudflare;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.CloudflareEmulator;

public sealed class DefinitionTests
{
    private const string Monitor = "$.resource.cloudflare_load_balancer_monitor.realtime";
    private const string Pool = "$.resource.cloudflare_load_balancer_pool.us-west";
    private const string Balancer = "$.resource.cloudflare_load_balancer.voice";
    private const string Tunnel = "$.resource.cloudflare_zero_trust_tunnel_cloudflared.us-west";
    private const string Config = "$.resource.cloudflare_zero_trust_tunnel_cloudflared_config.us-west.config";
    private const string Record = "$.resource.cloudflare_dns_record.us-west";
    private const string Application = "$.resource.cloudflare_zero_trust_access_application.postgres";
    private const string Policy = "$.resource.cloudflare_zero_trust_access_policy.postgres";

    /// <summary>Where a value is changed, to what ("-" removes it), and the path that the refusal must name when it is another.</summary>
    public static TheoryData<string, string, string?> Wrong => new()
    {
        { "$.provider", "{}", null },
        { "$.resource.cloudflare_ruleset", """{"x":{}}""", null },
        { $"{Monitor}.type", "\"tcp\"", null },
        { $"{Monitor}.type", "\"HTTPS\"", null },
        { $"{Monitor}.type", "-", Monitor },
        { $"{Monitor}.path", "\"healthz\"", null },
        { $"{Monitor}.path", "7", null },
        { $"{Monitor}.expected_codes", "\"ok\"", null },
        { $"{Monitor}.interval", "0", null },
        { $"{Monitor}.interval", "\"60\"", null },
        { $"{Monitor}.interval", "5", $"{Monitor}.timeout" },
        { $"{Monitor}.consecutive_up", "-1", null },
        { $"{Monitor}.header.User-Agent", """["x"]""", null },
        { $"{Monitor}.header.Host", "\"x\"", null },
        { $"{Monitor}.probe", "true", null },
        { "$.resource.cloudflare_load_balancer_monitor.second", """{"type":"https","path":"/","expected_codes":"200"}""", "$.resource.cloudflare_load_balancer_monitor" },
        { $"{Pool}.monitor", "\"${cloudflare_load_balancer_monitor.other.id}\"", null },
        { $"{Pool}.monitor", "\"0123\"", null },
        { $"{Pool}.name", "\"two words\"", null },
        { $"{Pool}.name", "\"edgevoice-us-east\"", null },
        { $"{Pool}.monitors", "[]", null },
        { $"{Pool}.latitude", "-", $"{Pool}.longitude" },
        { $"{Pool}.latitude", "91", null },
        { $"{Pool}.check_regions[0]", "\"MARS\"", null },
        { $"{Pool}.minimum_origins", "2", null },
        { $"{Pool}.origins", "[]", $"{Pool}.minimum_origins" },
        { $"{Pool}.origins[0].enabled", "false", $"{Pool}.minimum_origins" },
        { $"{Pool}.origins[0].weight", "2", null },
        { $"{Pool}.origins[0].address", "\"192.0.2.1\"", null },
        { $"{Pool}.origins[0].address", "\"6ff42ae2-765d-4adf-8112-31c55c1551ef.cfargotunnel.com\"", null },
        { $"{Pool}.origins[0].address", "\"${cloudflare_zero_trust_tunnel_cloudflared.us-south.id}.cfargotunnel.com\"", null },
        { $"{Pool}.origins[0].header", "-", $"{Pool}.origins[0]" },
        { $"{Pool}.origins[0].header.host[0]", "\"other.example.com\"", null },
        { $"{Pool}.origins[0].header.Host", "[]", null },
        { $"{Balancer}.name", "\"not a host\"", null },
        { $"{Balancer}.enabled", "false", null },
        { $"{Balancer}.proxied", "false", null },
        { $"{Balancer}.ttl", "30", null },
        { $"{Balancer}.steering_policy", "\"random\"", null },
        { $"{Balancer}.steering_policy", "\"off\"", null },
        { $"{Balancer}.region_pools", "{}", $"{Balancer}.steering_policy" },
        { $"{Balancer}.region_pools.EU", "[]", null },
        { $"{Balancer}.region_pools.OC", "[]", null },
        { $"{Balancer}.region_pools.OC[1]", "\"${cloudflare_load_balancer_pool.us-west.id}\"", null },
        { $"{Balancer}.region_pools.WEU[0]", "\"${cloudflare_load_balancer_pool.eu-north.id}\"", null },
        { $"{Balancer}.default_pools", "[]", null },
        { $"{Balancer}.default_pools", "-", Balancer },
        { $"{Balancer}.fallback_pool", "\"${cloudflare_load_balancer_pool.none.id}\"", null },
        { $"{Balancer}.fallback_pool_id", "\"x\"", null },
        { $"{Balancer}.session_affinity", "\"sticky\"", null },
        { $"{Balancer}.session_affinity", "\"none\"", $"{Balancer}.session_affinity_attributes" },
        { $"{Balancer}.session_affinity_ttl", "60", null },
        { $"{Balancer}.session_affinity_attributes.zero_downtime_failover", "\"always\"", null },
        { $"{Balancer}.adaptive_routing.failover", "true", null },
        { "$.resource.cloudflare_load_balancer.second", "{}", "$.resource.cloudflare_load_balancer" },
        { $"{Tunnel}.config_src", "\"local\"", null },
        { $"{Tunnel}.name", "\"edgevoice-us-east\"", null },
        { $"{Tunnel}.secret", "\"x\"", null },
        { "$.resource.cloudflare_zero_trust_tunnel_cloudflared.lonely", """{"name":"lonely"}""", null },
        { $"{Config}.ingress[0].service", "\"udp://media:50000\"", null },
        { $"{Config}.ingress[2].hostname", "\"x.example.com\"", $"{Config}.ingress[2]" },
        { $"{Config}.ingress[0].hostname", "-", $"{Config}.ingress[0]" },
        { $"{Config}.ingress[1].hostname", "\"voice-us-west.example.com\"", null },
        { $"{Record}.type", "\"A\"", null },
        { $"{Record}.proxied", "false", null },
        { $"{Record}.ttl", "300", null },
        { $"{Record}.name", "\"voice-us-east.example.com\"", null },
        { $"{Record}.name", "\"voice.example.com\"", null },
        { $"{Record}.content", "\"${cloudflare_zero_trust_tunnel_cloudflared.us-east.id}.cfargotunnel.com\"", null },
        { $"{Application}.domain", "\"db.example.com\"", null },
        { $"{Application}.policies", "[]", null },
        { $"{Application}.policies[0].id", "\"${cloudflare_zero_trust_access_policy.other.id}\"", null },
        { Application, "-", "$.resource.cloudflare_zero_trust_tunnel_cloudflared.us-east" },
        { $"{Policy}.decision", "\"bypass\"", null },
        { $"{Policy}.include[0].service_token.token_id", "\"${cloudflare_zero_trust_access_service_token.eu-north.id}\"", null },
        { "$.import", """[{"to":"cloudflare_zero_trust_tunnel_cloudflared.us-east","id":"account/tunnel"}]""", "$.import[0].id" },
        { "$.import", """[{"to":"cloudflare_dns_record.us-east","id":"x"}]""", "$.import[0].to" },
    };

    [Fact]
    public void Parse_WhatPublishWrites_IsTaken()
    {
        var definition = DefinitionFile.Parse(CloudflareTerraform.Write(Fleets.Three));

        Assert.Equal(["us-east", "us-west", "eu-central"], definition.Pools.Select(pool => pool.Label));
        Assert.Equal(13, definition.LoadBalancer.RegionPools.Count);
        Assert.True(definition.LoadBalancer.FailoverAcrossPools);
    }

    [Fact]
    public void Load_ThePublishedFleet_IsTaken()
    {
        var definition = DefinitionFile.Load(RepositoryRoot.Combine("EdgeVoice.Tests", "AppHost", "K3s", "Golden", "default", "global", CloudflareTerraform.FileName));

        Assert.Equal(["us-east", "us-west", "eu-central"], definition.Pools.Select(pool => pool.Label));
    }

    [Fact]
    public void Parse_TunnelThatExists_HasItsId()
    {
        var id = Guid.NewGuid();
        var fleet = Fleets.Three with { Cells = [Fleets.Three.Cells[0] with { TunnelId = id }, .. Fleets.Three.Cells.Skip(1)] };

        Assert.Equal([id, null, null], DefinitionFile.Parse(CloudflareTerraform.Write(fleet)).Tunnels.Select(tunnel => tunnel.Id));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Parse_WrongOrContradictory_IsRefusedWithItsPath(string path, string value, string? named)
    {
        var file = JsonNode.Parse(CloudflareTerraform.Write(Fleets.Three))!;
        JsonEdit.Set(file, path, value);

        var refusal = Assert.Throws<DefinitionException>(() => DefinitionFile.Parse(file.ToJsonString()));

        Assert.Equal(named ?? path, refusal.JsonPath);
    }

    [Fact]
    public void Parse_TwoPoolsOnOneTunnel_IsRefused()
    {
        var file = JsonNode.Parse(CloudflareTerraform.Write(Fleets.Three))!;
        var pools = file["resource"]!["cloudflare_load_balancer_pool"]!;
        pools["us-west"]!["origins"] = pools["us-east"]!["origins"]!.DeepClone();

        Assert.Equal($"{Pool}.origins", Assert.Throws<DefinitionException>(() => DefinitionFile.Parse(file.ToJsonString())).JsonPath);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"resource":{},"resource":{}}""")]
    [InlineData("{}")]
    public void Parse_NotADefinition_IsRefused(string json) => Assert.Equal("$", Assert.Throws<DefinitionException>(() => DefinitionFile.Parse(json)).JsonPath);
}
