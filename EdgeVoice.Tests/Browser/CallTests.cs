using System.Globalization;
using EdgeVoice.Tests.Integration;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Browser;

/// <summary>Whole calls from the page in Chromium over everything that the AppHost runs.</summary>
[Collection(RegionGroup.Name)]
public sealed class CallTests(RegionFixture region) : BrowserTestBase
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("&dual=1", 2)]
    public async Task Call_Spoken_IsAnsweredCaptionedAndInTheJournal(string query, int peerConnections)
    {
        var browser = await LaunchAsync(says: "table");
        var page = await OpenAsync(browser, new Uri(region.AppHost.CallPage, "?persona=concierge" + query));
        await Screenshots.TakeAsync(page, "idle");

        await page.CallAsync();
        await Eventually.IsTrueAsync("the answer", async () => await page.TurnAsync() == 2, Limit);
        var spoken = await ProviderSession.LatestAsync(region.AppHost, "front desk of the Harbour Hotel");
        var sound = await page.SoundAsync();
        var silenceMs = await page.Part("heard-silence").GetAttributeAsync("data-ms");
        var tracesDuring = await page.TracesAsync();
        await Screenshots.TakeAsync(page, "in-call");
        await page.HangUpAsync();
        await page.WaitForStateAsync(Limit, "ended");
        await Screenshots.TakeAsync(page, "ended");

        Assert.Equal("You hung up.", await page.Part("state-detail").InnerTextAsync());
        Assert.Equal(spoken.AgentTexts, await page.CaptionsAsync("agent"));
        Assert.Equal(["I would like a table for two tonight, please."], spoken.CallerTexts);
        Assert.Equal(spoken.CallerTexts, await page.CaptionsAsync("you"));
        Assert.Equal(["agent", "you", "agent"], await page.SpeakersAsync());
        Assert.Equal(peerConnections, await page.PeerConnectionsAsync());
        AssertHeard(sound, spoken);

        Assert.Empty(page.Errors);
        Assert.Empty(await page.PolicyViolationsAsync());
        Assert.DoesNotContain(page.Token, tracesDuring, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Token, await page.TracesAsync(), StringComparison.Ordinal);

        var call = await JournalReader.EndedCallAsync(region.AppHost.Database, page.CallId, Limit);
        Assert.Equal(("us-east", "concierge", "caller_hung_up"), (call.Region, call.Persona, call.Outcome));
        var turns = await JournalReader.TurnsAsync(region.AppHost.Database, page.CallId);
        Assert.Equal(["agent", "caller"], turns.Select(turn => turn.Initiator));
        Assert.Equal(spoken.AgentTexts, turns.Select(turn => turn.HeardText));
        Assert.InRange(turns[1].HeardSilenceMs!.Value, 300, 5_000);
        Assert.Equal(turns[1].HeardSilenceMs!.Value.ToString(CultureInfo.InvariantCulture), silenceMs);
    }

    /// <summary>Two utterances with silence around them, each as long as what the provider sent.</summary>
    private static void AssertHeard(Sound sound, ProviderSession spoken)
    {
        var utterances = sound.Utterances();
        Assert.Equal(spoken.AgentMs.Count, utterances.Count);
        foreach (var ((start, end), sentMs) in utterances.Zip(spoken.AgentMs))
        {
            Assert.InRange(end - start, sentMs * 0.8, sentMs + 500);
        }

        Assert.InRange(sound.AudibleMs, spoken.AgentMs.Sum() * 0.5, spoken.AgentMs.Sum() * 1.1);
        Assert.True(sound.Blocks[0].At < utterances[0].Start, "it is silent before the greeting");
    }
}
