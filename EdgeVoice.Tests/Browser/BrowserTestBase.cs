using EdgeVoice.Tests.Shared;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser;

/// <summary>
/// Browsers of one test. A test that fails leaves a screenshot of each page and a Playwright trace in <c>TestResults/browser</c>.
/// </summary>
[Trait("Category", "Browser")]
public abstract class BrowserTestBase : IAsyncLifetime
{
    // Where the caller's part begins: joining and the greeting take about six seconds.
    private static readonly TimeSpan s_greeting = TimeSpan.FromSeconds(10);

    private readonly List<IBrowser> _browsers = [];
    private IPlaywright? _playwright;
    private string? _folder;

    private protected static TimeSpan Limit { get; } = TimeSpan.FromSeconds(45);

    public async ValueTask InitializeAsync()
    {
        Chromium.Require();
        _folder = Directory.CreateTempSubdirectory("edgevoice-browser").FullName;
        _playwright = await Playwright.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var contexts = _browsers.SelectMany(browser => browser.Contexts).ToArray();
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        for (var index = 0; index < contexts.Length; index++)
        {
            await StopTracingAsync(contexts[index], failed ? Evidence(index) : null);
        }

        foreach (var browser in _browsers)
        {
            await browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <param name="says">One of <c>Clients/Speech</c>, said after the greeting; silence without it.</param>
    /// <param name="allowMicrophone">Whether the caller lets the page use the microphone.</param>
    private protected async Task<IBrowser> LaunchAsync(string? says = null, bool allowMicrophone = true)
    {
        var microphone = says is null ? MicrophoneFile.Silence(_folder!) : MicrophoneFile.Speech(_folder!, says, s_greeting);
        var browser = await Chromium.LaunchAsync(_playwright!, microphone, allowMicrophone);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>Opens the page in a context of its own, as another caller would.</summary>
    private protected static async Task<CallPage> OpenAsync(IBrowser browser, Uri address, bool allowMicrophone = true)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Permissions = allowMicrophone ? ["microphone"] : [],
            DeviceScaleFactor = Screenshots.Wanted ? 2 : 1,
        });
        context.SetDefaultTimeout((float)Limit.TotalMilliseconds);

        // Without Screenshots: a picture of each frame would starve the sound.
        await context.Tracing.StartAsync(new TracingStartOptions { Snapshots = true });
        return await CallPage.OpenAsync(context, address);
    }

    private static string Evidence(int index)
    {
        var folder = RepositoryRoot.Combine("TestResults", "browser");
        Directory.CreateDirectory(folder);
        var name = TestContext.Current.Test?.TestDisplayName ?? "test";
        return Path.Combine(folder, $"{string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_'))}-{index}");
    }

    private static async Task StopTracingAsync(IBrowserContext context, string? evidence)
    {
        if (evidence is not null)
        {
            foreach (var page in context.Pages)
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = evidence + ".png", FullPage = true });
            }
        }

        await context.Tracing.StopAsync(new TracingStopOptions { Path = evidence is null ? null : evidence + ".zip" });
    }
}
