using EdgeVoice.Tests.Dashboard;
using EdgeVoice.Tests.Shared;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

[Collection(DashboardGroup.Name)]
[Trait("Category", "Browser")]
public sealed class AccessibilityTests(DashboardBrowser browser) : IAsyncLifetime
{
    private const int PhoneWidth = 390;

    private static readonly string s_axe = File.ReadAllText(RepositoryRoot.Combine("node_modules", "axe-core", "axe.min.js"));

    private DashboardHost _host = null!;
    private string[] _pages = [];

    public async ValueTask InitializeAsync()
    {
        _host = await DashboardHost.StartAsync("--Dashboard:Aspire:Url=http://127.0.0.1:15888");
        await SeededCalls.SendAsync(_host);
        await SeededCalls.SendGaugesAsync(_host);
        var turns = await _host.GetAsync($"/api/turns?session={SeededCalls.SlowTool}");
        var trace = turns.GetProperty("items")[0].GetProperty("traceId").GetString();
        _pages =
        [
            "/", "/turns", "/turns?region=nowhere", "/sessions", $"/sessions/{SeededCalls.SlowTool}?turn=4&phase=3", $"/sessions/{SeededCalls.Interrupted}?turn=2&view=turn",
            "/sessions/unknown", $"/traces/detail/{trace}", "/nothing", "/login",
            $"/compare?a=session:{SeededCalls.SlowTool}&b=session:{SeededCalls.SlowProvider}",
        ];
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_HaveNoSeriousViolation(ColorScheme scheme)
    {
        await using var page = await DashboardPage.OpenAsync(browser, _host, scheme: scheme);
        var found = new List<string>();
        foreach (var path in _pages)
        {
            await page.GoToAsync(path);
            found.AddRange(await CheckAsync(page, path));
            await Screenshots.SaveAsync(page.Page, $"dashboard-{Name(path)}-{(scheme == ColorScheme.Light ? "light" : "dark")}");
        }

        await page.GoToAsync("/sessions");
        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Part("help")).ToBeVisibleAsync();
        found.AddRange(await CheckAsync(page, "the keys"));
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        found.AddRange(await CheckAsync(page, "the export"));

        await page.GoToAsync("/login");
        await page.Page.GetByLabel("Token").FillAsync("a wrong one");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        found.AddRange(await CheckAsync(page, "the login"));
        await Screenshots.SaveAsync(page.Page, $"dashboard-login-{(scheme == ColorScheme.Light ? "light" : "dark")}");
        Assert.Equal(await GroundAsync(page, "/login"), await GroundAsync(page, "/turns"));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public async Task Pages_OnAPhone_NeedNoSidewaysScroll()
    {
        await using var page = await DashboardPage.OpenAsync(browser, _host, width: PhoneWidth);
        var wide = new List<string>();
        foreach (var path in _pages)
        {
            await page.GoToAsync(path);
            var over = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 0)
            {
                wide.Add($"{path}: {over} px too wide");
            }
        }

        Assert.True(wide.Count == 0, string.Join(Environment.NewLine, wide));
    }

    // The look of the page: its style was let through by the content security policy, and is that of the others.
    private static async Task<string> GroundAsync(DashboardPage page, string path)
    {
        await page.GoToAsync(path);
        return await page.Page.EvaluateAsync<string>("() => { const style = getComputedStyle(document.body); return [style.backgroundColor, style.color, style.fontFamily].join(' '); }");
    }

    private static string Name(string path) =>
        path == "/" ? "live" : path.Contains("&phase=", StringComparison.Ordinal) ? "session" : string.Concat(path.Trim('/').TakeWhile(char.IsAsciiLetter)) + (path.Contains('?', StringComparison.Ordinal) ? "-2" : "");

    // By evaluation, which the content security policy does not concern: it forbids the page an inline script.
    private static async Task<IEnumerable<string>> CheckAsync(DashboardPage page, string where)
    {
        await page.Page.EvaluateAsync(s_axe);
        var violations = await page.Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter(violation => ['serious', 'critical'].includes(violation.impact))
              .flatMap(violation => violation.nodes.slice(0, 3).map(node => `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))
            """);
        return violations.Select(violation => $"{where}: {violation}");
    }
}
