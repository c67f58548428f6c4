using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.Tests.Integration.Faults;

namespace EdgeVoice.Tests.Integration;

/// <summary>Each fault of the provider in a live call: the caller is never left in silence, the journal has it all, nothing dies.</summary>
[Collection(FaultRegionGroup.Name)]
public sealed class ProviderFaultTests(FaultRegion region)
{
    private const string Apology = "I am sorry, I have a technical problem. Please call again in a few minutes. Goodbye.";

    // The way there and back through two native clients, and the scheduling of a machine that runs eight processes.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1.5);

    public static TheoryData<string> Kinds() => [.. FaultKinds.All];

    [Fact]
    public void Cases_AreThoseOfTheEmulator() => Assert.Equal(FaultKinds.All.Order(StringComparer.Ordinal), FaultCase.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fault_InALiveCall_IsSurvivedOrSaid(string kind)
    {
        var fault = FaultCase.All[kind];
        var report = await region.CallWithAsync(kind);

        Assert.True(report.LongestSilence <= FaultRegion.Hold + s_margin, $"The caller heard nothing for {report.LongestSilence.TotalSeconds} s:\n{report.Story}");
        Assert.Equal(fault.Ends, report.EndedByAgent);
        Assert.Equal(fault.Ends ? "provider_unavailable" : "caller_hung_up", report.Call.Outcome);
        Assert.Equal(fault.Ends, report.AgentCaptions.Contains(Apology));
        // Without a provider nobody hears the caller, so their words are no turn.
        Assert.Equal(fault is { Ends: true, Moment: FaultMoment.AtTheReconnect } ? ["agent"] : ["agent", "caller"], report.Turns.Take(2).Select(turn => turn.Initiator));
        if (fault.Reconnects)
        {
            Assert.InRange(report.Sessions.Count, 2, 4);
            Assert.Contains("I would like a table for two tonight, please.", report.LastItems, StringComparison.Ordinal);
            Assert.Contains(report.Turns, turn => turn.HeardText.Contains("It is booked.", StringComparison.Ordinal));
        }
        else
        {
            Assert.Single(report.Sessions);
        }

        AssertTheRegionIsWell();
    }

    private void AssertTheRegionIsWell()
    {
        Assert.Equal(0, region.Restarts);
        Assert.True(region.Faults().Length == 0, region.Faults());
    }
}
