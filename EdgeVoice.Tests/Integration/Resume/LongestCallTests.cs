using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration.Resume;

/// <summary>A call that nobody ends, with a real agent and a caller who listens.</summary>
[Collection(ResumeGroup.Name)]
public sealed class LongestCallTests(ResumeRegion region)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _call = $"call_{Guid.NewGuid():N}";

    [Fact]
    public async Task Call_AtItsLongestLength_WarnsSaysGoodbyeAndEndsForGood()
    {
        await using var caller = await RoomCaller.JoinAsync(region, _call, "caller-1");
        var agent = await region.StartAgentAsync($"agent-{_call}", ("Calls__LongestCall", "00:10:00"), ("Calls__LongestCallWarning", "00:00:10"));

        // All but half a minute of it was with others.
        await region.DispatchAsync(agent, _call, _call, "concierge", generation: 1, DateTimeOffset.UtcNow - TimeSpan.FromMinutes(9.5));
        await caller.SeesAsync("This call ends soon.", final: true);
        await caller.SeesAsync("Our time is up. Please call again. Goodbye.", final: true);
        await caller.ToldAsync("longest_call");

        await Eventually.IsTrueAsync(
            "the end of the call in the journal",
            async () => (await region.ColumnAsync("SELECT outcome FROM calls WHERE call_id = @callId AND outcome IS NOT NULL", _call)).SequenceEqual(["longest_call"]),
            s_limit);
        Assert.Single(caller.AgentCaptions, text => text == "This call ends soon.");
    }
}
