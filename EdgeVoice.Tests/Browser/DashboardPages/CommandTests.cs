using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.ResourceService;
using EdgeVoice.Tests.AspireLocal;
using EdgeVoice.Tests.Dashboard;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser.DashboardPages;

[Collection(DashboardGroup.Name)]
[Trait("Category", "Browser")]
public sealed class CommandTests(DashboardBrowser browser)
{
    [Fact]
    public async Task Command_WithAnAppHost_AsksThenRunsAndTellsTheResult()
    {
        var runs = 0;
        await using var application = new RunningApplication();
        application.AddShell("region-us-east", "echo standing by; exec sleep 60").WithCommand(
            "partition",
            "Partition",
            _ => Task.FromResult(Interlocked.Increment(ref runs) == 1 ? CommandResults.Success("us-east is cut off.") : CommandResults.Failure("us-east is cut off already.")),
            new CommandOptions { Description = "Cuts the region off.", ConfirmationMessage = "Cut us-east off from the others?" });
        await application.StartAsync();
        var configuration = application.Builder.Configuration;
        await using var host = await DashboardHost.StartAsync(
            $"--Dashboard:ResourceService:Url={configuration[ServiceSettings.Url]}", $"--Dashboard:ResourceService:ApiKey={configuration[ServiceSettings.ApiKey]}");
        await SeededCalls.SendAsync(host);
        await using var page = await DashboardPage.OpenAsync(browser, host);
        var region = page.Part("region").And(page.Page.Locator("[data-region=us-east]"));
        var button = region.GetByRole(AriaRole.Button, new() { Name = "Partition" });

        await button.ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Cut us-east off from the others?");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal(0, Volatile.Read(ref runs));

        await button.ClickAsync();
        await page.Part("confirm").ClickAsync();
        await Assertions.Expect(region.GetByTestId("command-result")).ToHaveTextAsync("us-east is cut off.");
        await button.ClickAsync();
        await page.Part("confirm").ClickAsync();
        await Assertions.Expect(region.GetByTestId("command-result")).ToHaveTextAsync("Failed: us-east is cut off already.");

        await page.GoToAsync("/resources/resource/region-us-east");
        await Assertions.Expect(page.Part("console")).ToContainTextAsync("standing by");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Commands_WithoutAnAppHost_AreAbsent()
    {
        await using var host = await DashboardHost.StartAsync();
        await SeededCalls.SendAsync(host);
        await using var page = await DashboardPage.OpenAsync(browser, host);

        await Assertions.Expect(page.Part("region")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Part("commands")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Resources" })).ToHaveCountAsync(0);
        await page.GoToAsync("/resources");
        await Assertions.Expect(page.Part("empty")).ToContainTextAsync("No AppHost stands behind this dashboard");
        Assert.Empty(page.Errors);
    }
}
