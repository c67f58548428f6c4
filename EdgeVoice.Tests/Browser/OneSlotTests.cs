using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Integration;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Browser;

/// <summary>What a caller sees when the region is full and when its agent dies. In the group, because it makes sound in real time.</summary>
[Collection(RegionGroup.Name)]
public sealed partial class OneSlotTests(OneSlotFixture region) : BrowserTestBase, IClassFixture<OneSlotFixture>
{
    private static readonly string[] s_answered = ["listening", "thinking", "speaking"];

    [Fact]
    public async Task SecondCaller_WhileFull_WaitsAndIsAnsweredWhenTheFirstHungUp()
    {
        await RegionFixture.TakesCallsAsync(region.AppHost);
        var browser = await LaunchAsync();
        var first = await OpenAsync(browser, region.AppHost.CallPage);
        var second = await OpenAsync(browser, region.AppHost.CallPage);
        await first.CallAsync();
        await first.WaitForStateAsync(Limit, s_answered);

        await second.CallAsync();
        await second.WaitForStateAsync(Limit, "failed");
        Assert.Equal("no-capacity", await second.Part("error").GetAttributeAsync("data-code"));
        Assert.StartsWith("All lines are busy", await second.Part("error").InnerTextAsync(), StringComparison.Ordinal);
        Assert.InRange(await WaitAsync(second), 1, 60);
        Assert.Equal("true", await second.Part("call-button").GetAttributeAsync("aria-disabled"));
        Assert.Matches(Countdown(), await second.Part("call-button").InnerTextAsync());
        await Screenshots.TakeAsync(second, "no-capacity");

        await first.HangUpAsync();
        await first.WaitForStateAsync(Limit, "ended");
        await RegionFixture.TakesCallsAsync(region.AppHost);
        await Eventually.IsTrueAsync("the end of the countdown", async () => await WaitAsync(second) == 0, Limit);
        Assert.Equal("Try again", await second.Part("call-button").InnerTextAsync());
        await second.CallAsync();
        await second.WaitForStateAsync(Limit, s_answered);
        await second.HangUpAsync();
        await JournalReader.EndedCallAsync(region.AppHost.Database, second.CallId, Limit);
    }

    [Fact]
    public async Task Agent_KilledDuringACall_AnotherOneGoesOnWithIt()
    {
        await RegionFixture.TakesCallsAsync(region.AppHost);
        var browser = await LaunchAsync();
        var page = await OpenAsync(browser, region.AppHost.CallPage);
        await page.CallAsync();
        await Eventually.IsTrueAsync("the greeting", async () => await page.TurnAsync() == 1, Limit);
        var captions = await page.CaptionsAsync("agent");

        Signals.Send(region.AppHost.ProcessIdOf("agent-us-east"), Signals.Kill);
        await page.WaitForStateAsync(TimeSpan.FromSeconds(15), "reconnecting");
        Assert.Equal("Reconnecting you", await page.Part("state").InnerTextAsync());
        await Screenshots.TakeAsync(page, "reconnecting");
        await page.WaitForStateAsync(Limit, s_answered);

        await Eventually.IsTrueAsync("the next agent's words", async () => (await page.CaptionsAsync("agent")).Length > captions.Length, Limit);
        Assert.Equal(captions, (await page.CaptionsAsync("agent"))[..captions.Length]);
        Assert.True(await page.Part("error").IsHiddenAsync());
        await page.HangUpAsync();
        Assert.Equal("You hung up.", await page.Part("state-detail").InnerTextAsync());
        await JournalReader.EndedCallAsync(region.AppHost.Database, page.CallId, Limit);
    }

    private static async Task<int> WaitAsync(CallPage page) =>
        int.Parse(await page.Part("call-button").GetAttributeAsync("data-wait") ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Try again in \d+ s$")]
    private static partial Regex Countdown();
}
