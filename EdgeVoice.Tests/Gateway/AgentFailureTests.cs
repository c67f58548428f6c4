using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.Agents;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Gateway;

public sealed class AgentFailureTests
{
    [Theory]
    [InlineData("""{"slots":"ten"}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("""{"region":"test","slots":1,"active":0,"draining":false,"registered":true,"\ud800":1}""")]
    [InlineData("""{"region":"test","slots":-1,"active":0,"draining":false,"registered":true}""")]
    [InlineData("""{"region":"test","slots":1,"active":0,"draining":"no","registered":true}""")]
    [InlineData("""{"region":"test","slots":1,"active":0,"draining":false,"registered":true,"calls":[{"callId":7}]}""")]
    [InlineData("""{"region":"test","slots":1,"active":0,"draining":false,"registered":true,"providers":{}}""")]
    public void AgentStatus_NotAStatus_IsNotBelieved(string body) =>
        Assert.ThrowsAny<JsonException>(() => AgentStatus.Parse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"region":"test","slots":10,"active":0,"draining":true,"registered":true}""")]
    [InlineData("""{"region":"test","slots":10,"active":0,"draining":false,"registered":false}""")]
    public async Task AgentNotFit_HealthIsDownAndNoCallIsTaken(string status)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);

        gateway.Agent.Status = status;
        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);

        using var response = await gateway.PostAsync();
        Assert.Equal("/problems/agent-unavailable", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        Assert.Equal("down", (await gateway.HealthAsync()).Body.GetProperty("parts").GetProperty("worker").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AgentBreaksOffOrFallsSilent_IsDeadUntilItSpeaksAgain(bool breaksOff)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);

        gateway.Agent.IsSilent = !breaksOff;
        if (breaksOff)
        {
            gateway.Agent.Die();
        }

        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0, gateway.Get<SlotLedger>().Count().Capacity);

        gateway.Agent.IsSilent = false;
        gateway.Agent.Revive();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AgentSaysWhatCannotBeRead_IsDeadUntilItSpeaksAgain()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
        var fit = gateway.Agent.Status;

        gateway.Agent.Status = """{"region":"test","slots":1,"active":0,"draining":false,"registered":true,"\ud800":1}""";
        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);

        gateway.Agent.Status = fit;
        await gateway.UntilHealthAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SeveralAgents_SlotsAddUpAndOneDeathTakesItsOwn()
    {
        await using var second = await AgentStandIn.StartAsync();
        second.Status = AgentStandIn.StatusOf(slots: 3);
        await using var gateway = await GatewayUnderTest.StartWithAsync(second, "--Gateway:Slots=100");
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 4);
        await Eventually.IsTrueAsync("both are counted", () => gateway.Get<SlotLedger>().Count().Capacity == 7, GatewayUnderTest.Patience);

        second.Die();

        await Eventually.IsTrueAsync("one is left", () => gateway.Get<SlotLedger>().Count().Capacity == 4, GatewayUnderTest.Patience);
    }

    [Fact]
    public async Task AgentHasFewerSlots_CapacityFollows()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Slots=10");
        gateway.Agent.Status = AgentStandIn.StatusOf(slots: 1);
        await Eventually.IsTrueAsync("the worker's slots are known", () => gateway.Get<SlotLedger>().Count().Capacity == 1, GatewayUnderTest.Patience);

        await gateway.NewCallAsync();

        using var full = await gateway.PostAsync();
        Assert.Equal("/problems/no-capacity", (await full.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        await gateway.UntilHealthAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("full", (await gateway.HealthAsync()).Body.GetProperty("parts").GetProperty("slots").GetProperty("state").GetString());
    }
}
