using EdgeVoice.Tests.Dashboard;
using EdgeVoice.Tests.Shared;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

/// <summary>What the dashboard is for: from the start page to the reason for a silence, in three clicks at most, by mouse or by keyboard.</summary>
[Collection(DashboardGroup.Name)]
[Trait("Category", "Browser")]
public sealed class SlowTurnTests(DashboardBrowser browser) : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private DashboardHost _host = null!;

    public static TheoryData<string, string, int> Causes => new()
    {
        { "tool check_availability", SeededCalls.SlowTool, 4 },
        { "provider", SeededCalls.SlowProvider, 3 },
        { "network", SeededCalls.SlowNetwork, 5 },
    };

    public async ValueTask InitializeAsync()
    {
        _host = await DashboardHost.StartAsync();
        await SeededCalls.SendAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task SlowTurn_IsFoundAndExplained_InThreeClicks(string cause, string session, int turn)
    {
        await using var page = await DashboardPage.OpenAsync(browser, _host);

        await page.ClickAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Turns", Exact = true }));
        await page.ClickAsync(page.Part("causes").GetByRole(AriaRole.Link, new() { Name = cause }));
        await page.Page.WaitForURLAsync("**/turns?cause=**");
        await Assertions.Expect(page.Part("turn")).ToHaveCountAsync(1);
        await page.ClickAsync(page.Part("turn").GetByRole(AriaRole.Link));

        await AssertExplainedAsync(page, cause, session, turn);
        Assert.Equal(3, page.Clicks);
        Assert.Empty(page.Errors);
        Assert.Equal([_host.Page.Authority], page.Hosts);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task SlowTurn_OnTheStartPage_IsExplainedInOneClick(string cause, string session, int turn)
    {
        await using var page = await DashboardPage.OpenAsync(browser, _host);
        var row = page.Part("turn").Filter(new() { HasText = cause }).First;

        await page.ClickAsync(row.GetByRole(AriaRole.Link));

        await AssertExplainedAsync(page, cause, session, turn);
        Assert.Equal(1, page.Clicks);
    }

    [Fact]
    public async Task SlowTurn_ByKeyboardAlone_IsFoundAndExplained()
    {
        await using var page = await DashboardPage.OpenAsync(browser, _host);
        var keyboard = page.Page.Keyboard;

        await keyboard.PressAsync("u");
        await page.Page.WaitForURLAsync("**/turns");
        await Assertions.Expect(page.Part("causes")).ToBeVisibleAsync();
        await TabToAsync(page, "provider");
        await keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync("**/turns?cause=**");
        await Assertions.Expect(page.Part("turn")).ToHaveCountAsync(1);
        await keyboard.PressAsync("ArrowDown");
        Assert.Contains("turn 3", await FocusedAsync(page), StringComparison.Ordinal);
        await keyboard.PressAsync("Enter");

        await AssertExplainedAsync(page, "provider", SeededCalls.SlowProvider, 3);
        await keyboard.PressAsync("ArrowDown");
        await page.Page.WaitForURLAsync("**?turn=4");
        await keyboard.PressAsync("Escape");
        await keyboard.PressAsync("Escape");
        await page.Page.WaitForURLAsync("**/turns");
        Assert.Equal(0, page.Clicks);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Phase_Chosen_MarksRangeSpanAndAddress()
    {
        await using var page = await DashboardPage.OpenAsync(browser, _host, $"/sessions/{SeededCalls.SlowTool}?turn=4");

        await page.Part("turn-card").Nth(3).GetByRole(AriaRole.Button, new() { NameRegex = new("^Tool check_availability") }).First.ClickAsync();

        await Assertions.Expect(page.Part("phase-span")).ToContainTextAsync("execute_tool check_availability");
        var from = await page.Part("selection").GetAttributeAsync("data-from");
        var to = await page.Part("selection").GetAttributeAsync("data-to");
        Assert.Equal(2_850, int.Parse(to!, null) - int.Parse(from!, null));
        var address = page.Page.Url;
        await page.GoToAsync(new Uri(address).PathAndQuery);
        await Assertions.Expect(page.Part("phase-span")).ToContainTextAsync("execute_tool check_availability");
    }

    private static async Task AssertExplainedAsync(DashboardPage page, string cause, string session, int turn)
    {
        await page.Page.WaitForURLAsync($"**/sessions/{session}?turn={turn}");
        await Assertions.Expect(page.Part("why-slow")).ToHaveAttributeAsync("data-cause", cause);
        await Assertions.Expect(page.Part("why-slow")).ToContainTextAsync($"Slow for {cause}: ");
        var silenceMs = await page.Part("heard-silence").GetAttributeAsync("data-ms");
        Assert.InRange(double.Parse(silenceMs!, System.Globalization.CultureInfo.InvariantCulture), 1_500, 5_000);
    }

    /// <summary>Tab by Tab to a link, each stop of which can be seen.</summary>
    private static async Task TabToAsync(DashboardPage page, string text) => await Eventually.IsTrueAsync($"the focus on {text}", async () =>
    {
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        return (await FocusedAsync(page)).StartsWith(text, StringComparison.Ordinal);
    }, s_limit);

    private static Task<string> FocusedAsync(DashboardPage page) => page.Page.EvaluateAsync<string>("() => document.activeElement.innerText ?? ''");
}
