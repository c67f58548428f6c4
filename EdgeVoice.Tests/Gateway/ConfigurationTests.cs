using EdgeVoice.Gateway;
using EdgeVoice.Gateway.Configuration;

namespace EdgeVoice.Tests.Gateway;

public sealed class ConfigurationTests
{
    [Fact]
    public void Build_NothingConfigured_NamesEveryKeyToSet()
    {
        var exception = Assert.ThrowsAny<Exception>(() => GatewayApp.Build(["--urls=http://127.0.0.1:0"]));

        var keys = ConfigurationErrors.Of(exception).Select(error => error.Split(' ')[0]);
        Assert.Equal(["Gateway__AgentUrls", "LiveKit__ApiKey", "LiveKit__ApiSecret", "LiveKit__Url"], keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Gateway:Slots=0", "Gateway__Slots")]
    [InlineData("Gateway:DrainSeconds=-1", "Gateway__DrainSeconds")]
    [InlineData("Gateway:AgentUrls=http://agent:5000,agent:5000", "Gateway__AgentUrls")]
    [InlineData("Gateway:RtcPorts=3", "Gateway__RtcPorts")]
    [InlineData("Gateway:PeersKey=short", "Gateway__PeersKey")]
    [InlineData("Gateway:LiveKitMetricsUrl=metrics", "Gateway__LiveKitMetricsUrl")]
    [InlineData("Gateway:AdminToken=short", "Gateway__AdminToken")]
    [InlineData("Gateway:PublicUrl=ftp://x", "Gateway__PublicUrl")]
    [InlineData("Gateway:RateLimit:Burst=0", "Gateway__RateLimit__Burst")]
    [InlineData("Gateway:HealthToken=short", "Gateway__HealthToken")]
    [InlineData("LiveKit:ApiSecret=secret", "LiveKit__ApiSecret")]
    [InlineData("LiveKit:Url=livekit", "LiveKit__Url")]
    public void Build_WrongValue_NamesTheKey(string setting, string key)
    {
        string[] args =
        [
            "--LiveKit:Url=ws://127.0.0.1:7880", "--LiveKit:ApiKey=key", "--LiveKit:ApiSecret=" + GatewayUnderTest.ApiSecret,
            "--Gateway:AgentUrls=http://127.0.0.1:1", "--" + setting,
        ];

        var exception = Assert.ThrowsAny<Exception>(() => GatewayApp.Build(args));

        Assert.StartsWith(key + " ", Assert.Single(ConfigurationErrors.Of(exception)), StringComparison.Ordinal);
    }
}
