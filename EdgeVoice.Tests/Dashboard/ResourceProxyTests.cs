using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>The AppHost's own address, passed on.</summary>
public sealed class ResourceProxyTests
{
    private const string Resource = """{"name":"region-us-east","type":"Region","state":"Running","health":"Healthy","commands":[{"name":"kill","displayName":"Kill","state":"Enabled"}]}""";

    [Fact]
    public async Task WithoutAnAppHost_ResourcesAreAbsent()
    {
        await using var dashboard = await DashboardHost.StartAsync();

        using var answer = await dashboard.Client.GetAsync(new Uri("/api/resources", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False((await dashboard.GetAsync("/api/about")).GetProperty("resources").GetBoolean());
    }

    [Fact]
    public async Task WithAnAppHost_ResourcesLogsAndCommandsArePassedOn()
    {
        List<string> asked = [];
        await using var appHost = await StartAsync(asked);
        await using var dashboard = await DashboardHost.StartAsync($"--Dashboard:ResourceService:Url={appHost.Urls.First()}", "--Dashboard:ResourceService:ApiKey=the-key");

        var resources = await dashboard.GetAsync("/api/resources");
        Assert.Equal("healthy", resources.GetProperty("items")[0].GetProperty("health").GetString());
        Assert.Equal("enabled", resources.GetProperty("items")[0].GetProperty("commands")[0].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Array, resources.GetProperty("items")[0].GetProperty("urls").ValueKind);
        Assert.Contains("a line", await dashboard.Client.GetStringAsync(new Uri("/api/resources/region-us-east/logs", UriKind.Relative)), StringComparison.Ordinal);
        using var killed = await dashboard.Client.PostAsync(new Uri("/api/resources/region-us-east/commands/kill", UriKind.Relative), null);
        Assert.True(JsonDocument.Parse(await killed.Content.ReadAsStringAsync()).RootElement.GetProperty("success").GetBoolean());
        Assert.Contains("POST /api/resources/region-us-east/commands/kill Bearer the-key", asked);
        await Eventually.IsTrueAsync("the region is on the live page", async () => (await dashboard.GetAsync("/api/live")).GetProperty("regions").GetArrayLength() == 1, TimeSpan.FromSeconds(10));
        Assert.Equal("kill", (await dashboard.GetAsync("/api/live")).GetProperty("regions")[0].GetProperty("commands")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task WhenTheAppHostIsGone_TheAnswerSaysSo()
    {
        await using var dashboard = await DashboardHost.StartAsync("--Dashboard:ResourceService:Url=http://127.0.0.1:1");

        using var answer = await dashboard.Client.GetAsync(new Uri("/api/resources", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    private static async Task<WebApplication> StartAsync(List<string> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            lock (asked)
            {
                asked.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            }

            return next(context);
        });
        app.MapGet("/api/resources", () => Results.Text($"[{Resource}]", "application/json"));
        app.MapGet("/api/resources/watch", async (HttpContext context) =>
        {
            await context.Response.WriteAsync(Resource + "\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        app.MapGet("/api/resources/{name}/logs", () => Results.Text("""{"at":"2026-01-01T00:00:00Z","isError":false,"line":"a line"}""" + "\n", "application/x-ndjson"));
        app.MapPost("/api/resources/{name}/commands/{command}", () => Results.Json(new { success = true, message = (string?)null }));
        await app.StartAsync();
        return app;
    }
}
