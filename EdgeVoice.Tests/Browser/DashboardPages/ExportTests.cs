using EdgeVoice.Tests.Dashboard;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

[Collection(DashboardGroup.Name)]
[Trait("Category", "Browser")]
public sealed class ExportTests(DashboardBrowser browser)
{
    [Fact]
    public async Task ExportForgetImport_ShowsTheSameNumbers()
    {
        await using var host = await DashboardHost.StartAsync();
        await SeededCalls.SendAsync(host);
        await using var page = await DashboardPage.OpenAsync(browser, host);
        var before = await NumbersAsync(page);

        await page.GoToAsync("/sessions");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        await page.Part("export-pii").CheckAsync();
        await page.Part("export-audio").CheckAsync();
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Part("export-download").ClickAsync());
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".zip");
        await download.SaveAsAsync(file);

        await page.Part("forget").ClickAsync();
        await page.Part("confirm").ClickAsync();
        await Assertions.Expect(page.Part("empty")).ToBeVisibleAsync();
        Assert.Equal(0, (await host.GetAsync("/api/turns")).GetProperty("total").GetInt32());

        await page.Part("import-file").SetInputFilesAsync(file);
        await Assertions.Expect(page.Part("import-result")).ToContainTextAsync("Read ");
        await host.StoredAsync();
        File.Delete(file);

        Assert.Equal(before, await NumbersAsync(page));
        Assert.Empty(page.Errors);
    }

    /// <summary>What the pages say about turns and sessions, word by word.</summary>
    private static async Task<string[]> NumbersAsync(DashboardPage page)
    {
        var said = new List<string>();
        await page.GoToAsync("/turns");
        await Assertions.Expect(page.Part("summary")).ToBeVisibleAsync();
        said.Add(await page.Part("summary").InnerTextAsync());
        said.AddRange(await page.Part("turn").AllInnerTextsAsync());
        foreach (var (session, turn) in new[] { (SeededCalls.SlowTool, 4), (SeededCalls.Interrupted, 2) })
        {
            await page.GoToAsync($"/sessions/{session}?turn={turn}");
            said.AddRange(await page.Part("turn-card").AllInnerTextsAsync());
        }

        return [.. said];
    }
}
