using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser;

/// <summary>Pictures of the page for the documentation, written to the folder that <c>EDGEVOICE_SCREENSHOTS</c> names, if it does.</summary>
internal static class Screenshots
{
    private static readonly (string Name, int Width, int Height)[] s_sizes = [("desktop", 1280, 800), ("phone", 390, 844)];

    private static string? Folder => Environment.GetEnvironmentVariable("EDGEVOICE_SCREENSHOTS");

    public static bool Wanted => !string.IsNullOrEmpty(Folder);

    /// <summary>Saves the page as it stands.</summary>
    public static Task SaveAsync(IPage page, string name) =>
        Wanted ? page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, name + ".png"), Animations = ScreenshotAnimations.Disabled }) : Task.CompletedTask;

    /// <summary>Saves <c>name-desktop-light.png</c> and its three siblings.</summary>
    public static async Task TakeAsync(CallPage page, string name)
    {
        if (!Wanted)
        {
            return;
        }

        foreach (var (size, width, height) in s_sizes)
        {
            await page.Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                var file = $"{name}-{size}-{(scheme == ColorScheme.Light ? "light" : "dark")}.png";
                await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, file), Animations = ScreenshotAnimations.Disabled });
            }
        }
    }
}
