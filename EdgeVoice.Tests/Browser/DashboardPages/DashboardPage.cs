using System.Collections.Concurrent;
using EdgeVoice.Tests.Dashboard;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

/// <summary>A logged-in reader in a tab of its own, who counts his clicks.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private const float LimitMs = 20_000;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentDictionary<string, bool> _hosts = new();
    private readonly IBrowserContext _context;

    private DashboardPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Request += (_, request) => _hosts[new Uri(request.Url).Authority] = true;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public int Clicks { get; private set; }

    /// <summary>Errors of scripts and error lines of the console: broken content security policies are among them.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Whom the browser asked for anything.</summary>
    public IReadOnlyCollection<string> Hosts => [.. _hosts.Keys];

    public static async Task<DashboardPage> OpenAsync(DashboardBrowser browser, DashboardHost host, string path = "/", ColorScheme scheme = ColorScheme.Light, int width = 1440)
    {
        var context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = host.Page.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(LimitMs);
        var page = new DashboardPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync($"/login?t={Uri.EscapeDataString(DashboardHost.Token)}&returnUrl={Uri.EscapeDataString(path)}");
        await page.LoadedAsync();
        return page;
    }

    public ILocator Part(string testId) => Page.GetByTestId(testId);

    public async Task ClickAsync(ILocator target)
    {
        Clicks++;
        await target.ClickAsync();
    }

    public async Task GoToAsync(string path)
    {
        await Page.GotoAsync(path);
        await LoadedAsync();
    }

    /// <summary>Waits until the page shows what it is about: its title, and nothing that is still loading.</summary>
    public async Task LoadedAsync()
    {
        await Assertions.Expect(Page.Locator("main h1, main h2").First).ToBeVisibleAsync(new() { Timeout = LimitMs });
        await Assertions.Expect(Part("loading")).ToHaveCountAsync(0, new() { Timeout = LimitMs });
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
