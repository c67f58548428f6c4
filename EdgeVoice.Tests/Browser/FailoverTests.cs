using EdgeVoice.Tests.Integration;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Browser;

/// <summary>A call whose region dies under it, as its caller sees and hears it.</summary>
[Collection(RegionGroup.Name)]
public sealed class FailoverTests : BrowserTestBase
{
    private static readonly string[] s_answered = ["listening", "thinking", "speaking"];

    [Fact]
    public async Task Region_KilledDuringACall_TheCallGoesOnInTheOther()
    {
        await using var appHost = await AppHostProcess.StartAsync("us-east,us-west");
        await RegionFixture.TakesCallsAsync(appHost);
        var browser = await LaunchAsync(says: "table");
        var page = await OpenAsync(browser, new Uri(appHost.CallPage, "?persona=concierge"));
        await page.CallAsync();
        await Eventually.IsTrueAsync("the answer", async () => await page.TurnAsync() == 2, Limit);
        var captions = await page.CaptionsAsync("agent");
        var heard = await page.SoundAsync();
        await page.Part("mute-button").ClickAsync();

        // The gateway stays: it is the door that the page knows, and leads to its peer.
        await Task.WhenAll(AppHostCommand.RunAsync(appHost, "livekit-us-east", "down"), AppHostCommand.RunAsync(appHost, "agent-us-east", "down"));
        await page.WaitForStateAsync(TimeSpan.FromSeconds(10), "reconnecting");
        Assert.Equal("Reconnecting you", await page.Part("state").InnerTextAsync());
        await Screenshots.TakeAsync(page, "reconnecting");
        await page.WaitForStateAsync(Limit, s_answered);

        await Eventually.IsTrueAsync("the next agent's words", async () => (await page.CaptionsAsync("agent")).Length > captions.Length, Limit);
        Assert.Equal("us-west", await page.Part("region").InnerTextAsync());
        Assert.Equal(captions, (await page.CaptionsAsync("agent"))[..captions.Length]);
        Assert.Equal("true", await page.Part("mute-button").GetAttributeAsync("aria-pressed"));
        await Eventually.IsTrueAsync("its voice", async () => (await page.SoundAsync()).AudibleMs > heard.AudibleMs + 500, Limit);
        Assert.Empty(await page.PolicyViolationsAsync());
        await Screenshots.TakeAsync(page, "resumed");
        await page.HangUpAsync();
        await page.WaitForStateAsync(Limit, "ended");
        Assert.Equal("You hung up.", await page.Part("state-detail").InnerTextAsync());
    }
}
