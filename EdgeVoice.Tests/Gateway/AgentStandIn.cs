using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Another machine's agent and provider: one answers <c>/status</c>, the other anything at all.</summary>
internal sealed class AgentStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AgentStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/status", () => Results.Text(Status, "application/json"));
    }

    public string Status { get; set; } = StatusOf(slots: 1000);

    public string Url => _app.Urls.Single();

    public static string StatusOf(int slots, bool draining = false, bool registered = true) =>
        $$"""{"region":"test","slots":{{slots}},"active":0,"draining":{{(draining ? "true" : "false")}},"registered":{{(registered ? "true" : "false")}}}""";

    public static async Task<AgentStandIn> StartAsync()
    {
        var agent = new AgentStandIn();
        await agent._app.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
