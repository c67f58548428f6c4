using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser;

/// <summary>The Chromium of this machine: <c>CHROMIUM_PATH</c>, or <c>chromium</c> on the path.</summary>
internal static class Chromium
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required", "--use-fake-device-for-media-stream",
    ];

    /// <summary>Skips the test where there is no Chromium; on a build server (<c>CI=true</c>) that is a failure.</summary>
    public static string Require()
    {
        var path = Find();
        var missing = $"No Chromium: set CHROMIUM_PATH or install the package chromium (CHROMIUM_PATH is '{Environment.GetEnvironmentVariable("CHROMIUM_PATH")}')";
        Assert.False(path is null && Environment.GetEnvironmentVariable("CI") == "true", missing);
        Assert.SkipWhen(path is null, missing);
        return path!;
    }

    /// <param name="microphone">The WAV file that is played once into the microphone, from the moment the page opens it.</param>
    /// <param name="allowMicrophone">Whether the question for the microphone answers itself with yes.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, string microphone, bool allowMicrophone) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Require(),
            Args =
            [
                .. s_arguments,
                $"--use-file-for-fake-audio-capture={microphone}%noloop",
                .. allowMicrophone ? ["--use-fake-ui-for-media-stream"] : Array.Empty<string>(),
            ],
        });

    /// <summary>Without a microphone: for pages that are only looked at.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Require(), Args = s_arguments });

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM_PATH");
        var candidates = string.IsNullOrEmpty(named)
            ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "chromium"))
            : [named];
        return candidates.FirstOrDefault(File.Exists);
    }
}
