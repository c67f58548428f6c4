using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Bench.Failover.Callers;

namespace EdgeVoice.Tests.Integration;

/// <summary>As many calls as there are slots, and one more.</summary>
[Collection(RegionGroup.Name)]
public sealed class CapacityTests(RegionFixture region)
{
    private const int Slots = 10;

    // Twenty native clients on two cores: each of them takes its time.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task TenCalls_AtOnce_AllAreGreetedAndTheEleventhIsRefused()
    {
        using var http = new HttpClient { BaseAddress = region.AppHost.CallPage };
        using var health = new GatewayHealth(region.AppHost);
        await health.UsedSlotsAsync(0, s_limit);
        var callers = new List<CallerProcess>();
        try
        {
            // One after another into the room, because ten clients that start at once starve each other; then all at once.
            for (var number = 0; number < Slots; number++)
            {
                callers.Add(CallerProcess.Start(region.AppHost.CallPage, "echo"));
                await callers[^1].WaitForAsync("agent", s_limit);
            }

            foreach (var caller in callers)
            {
                await caller.WaitForAsync("turn", turn => turn.GetProperty("outcome").GetString() == "complete", s_limit);
            }

            using var refused = await http.PostCallAsync(new Uri(http.BaseAddress!, "api/calls"), "echo", TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            Assert.EndsWith("/no-capacity", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
            Assert.Equal(Slots, await ActiveAsync());
            Assert.All(callers, caller => Assert.Contains("Echo line. Say something.", caller.FinalCaptions(ofCaller: false)));
            await Task.WhenAll(callers.Select(caller => caller.HangUpAsync()));
        }
        finally
        {
            await Task.WhenAll(callers.Select(caller => caller.DisposeAsync().AsTask()));
        }

        await health.UsedSlotsAsync(0, s_limit);
        Assert.Equal(0, await ActiveAsync());
    }

    private async Task<int> ActiveAsync()
    {
        using var http = new HttpClient();
        var status = await http.GetFromJsonAsync<JsonElement>(new Uri(region.AppHost.Address("agent-us-east"), "status"));
        return status.GetProperty("active").GetInt32();
    }
}
