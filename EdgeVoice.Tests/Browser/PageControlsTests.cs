using EdgeVoice.Tests.Integration;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Browser;

/// <summary>The caller's side of a call: permission, keyboard, mute.</summary>
[Collection(RegionGroup.Name)]
public sealed class PageControlsTests(RegionFixture region) : BrowserTestBase
{
    [Fact]
    public async Task Microphone_Denied_IsExplainedAndTakesNoSlot()
    {
        var browser = await LaunchAsync(allowMicrophone: false);
        var page = await OpenAsync(browser, region.AppHost.CallPage, allowMicrophone: false);
        var requests = 0;
        page.Page.Request += (_, request) => requests += request.Method == "POST" ? 1 : 0;

        await page.CallAsync();
        await page.WaitForStateAsync(Limit, "failed");

        Assert.Equal("mic-denied", await page.Part("error").GetAttributeAsync("data-code"));
        Assert.StartsWith("The microphone is blocked", await page.Part("error").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Try again", await page.Part("call-button").InnerTextAsync());
        Assert.Equal(0, requests);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Keyboard_Alone_CallsMutesAndHangsUp()
    {
        var browser = await LaunchAsync();
        var page = await OpenAsync(browser, new Uri(region.AppHost.CallPage, "?persona=echo"));
        await page.Part("personas").WaitForAsync();

        await TabToAsync(page, "call-button");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.WaitForStateAsync(Limit, "listening", "speaking");
        await page.Page.Keyboard.PressAsync("m");
        await PressedAsync(page, "true");
        await page.Page.Keyboard.PressAsync("m");
        await PressedAsync(page, "false");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.WaitForStateAsync(Limit, "ended");

        var call = await JournalReader.EndedCallAsync(region.AppHost.Database, page.CallId, Limit);
        Assert.Equal(("echo", "caller_hung_up"), (call.Persona, call.Outcome));
        Assert.Empty(page.Errors);
    }

    private static async Task TabToAsync(CallPage page, string testId)
    {
        // More than there is to reach on the page, so that a control out of reach fails the test.
        for (var presses = 0; presses < 20; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<string?>("() => document.activeElement.dataset.testid") == testId)
            {
                return;
            }
        }

        Assert.Fail($"Tab does not reach {testId}");
    }

    private static Task PressedAsync(CallPage page, string pressed) =>
        Eventually.IsTrueAsync($"aria-pressed={pressed}", async () => await page.Part("mute-button").GetAttributeAsync("aria-pressed") == pressed, Limit);
}
