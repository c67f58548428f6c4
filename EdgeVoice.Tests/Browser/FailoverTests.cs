using EdgeVoice.Tests.Integration;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Browser;

/// <summary>A call whose region dies under it, as its caller sees and hears it.</summary>
[Collection(RegionGroup.Name)]
public sealed class FailoverTests : BrowserTestBase
{
    private static readonly string[] s_answered = ["listening", "thinking", "speaking"];

    [Fact]
    public async Task Region_DrainedAndThenTheNextOneKilled_TheCallGoesOnEachTime()
    {
        await using var appHost = await HostedAppHost.StartAsync("us-east,us-west");
        await RegionFixture.WarmAsync(appHost.Address("gateway-us-east"));
        await RegionFixture.WarmAsync(appHost.Address("gateway-us-west"));
        await RegionFixture.TakesCallsAsync(appHost);
        var browser = await LaunchAsync(says: "table");
        var page = await OpenAsync(browser, new Uri(appHost.CallPage, "?persona=concierge"));
        await page.CallAsync();
        await Eventually.IsTrueAsync("the answer", async () => await page.TurnAsync() == 2, Limit);
        await page.Part("mute-button").ClickAsync();

        using var operating = new HttpClient { BaseAddress = appHost.Address("gateway-us-east") };
        await GoesOnAsync(page, "us-west", async () => (await operating.PostAsync("admin/drain?limitSeconds=1", null)).EnsureSuccessStatusCode());
        (await operating.DeleteAsync("admin/drain")).EnsureSuccessStatusCode();
        await RegionFixture.TakesCallsAsync(appHost);

        // The page's own gateway is the door that leads to any region; everything of the other region dies at once.
        await GoesOnAsync(page, "us-east", () => appHost.CommandAsync("region-us-west", "kill"));

        Assert.Equal("true", await page.Part("mute-button").GetAttributeAsync("aria-pressed"));
        Assert.Empty(await page.PolicyViolationsAsync());
        await page.HangUpAsync();
        await page.WaitForStateAsync(Limit, "ended");
        Assert.Equal("You hung up.", await page.Part("state-detail").InnerTextAsync());
        var call = await JournalReader.EndedCallAsync(appHost.Database, page.CallId, Limit);
        Assert.Equal("caller_hung_up", call.Outcome);
        var turns = await JournalReader.TurnsAsync(appHost.Database, page.CallId);
        Assert.Equal(turns.Select(turn => turn.Turn).Distinct(), turns.Select(turn => turn.Turn));
    }

    // Nothing that was on the page is lost, and the next agent is read and heard.
    private static async Task GoesOnAsync(CallPage page, string region, Func<Task> fault)
    {
        var captions = await page.CaptionsAsync("agent");
        var heard = (await page.SoundAsync()).AudibleMs;

        await fault();
        await page.WaitForStateAsync(TimeSpan.FromSeconds(15), "reconnecting");
        Assert.Equal("Reconnecting you", await page.Part("state").InnerTextAsync());
        await Screenshots.TakeAsync(page, "reconnecting");
        await page.WaitForStateAsync(Limit, s_answered);
        await Eventually.IsTrueAsync("the next agent's words", async () => (await page.CaptionsAsync("agent")).Length > captions.Length, Limit);

        Assert.Equal(region, await page.Part("region").InnerTextAsync());
        Assert.Equal(captions, (await page.CaptionsAsync("agent"))[..captions.Length]);
        Assert.True(await page.Part("error").IsHiddenAsync());
        await Eventually.IsTrueAsync("its voice", async () => (await page.SoundAsync()).AudibleMs > heard + 500, Limit);
    }
}
