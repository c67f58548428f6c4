using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

/// <summary>One browser for all tests of the dashboard's pages; each test has a context of its own.</summary>
public sealed class DashboardBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        Chromium.Require();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
