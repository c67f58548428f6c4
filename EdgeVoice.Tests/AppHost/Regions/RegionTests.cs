using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.Resources;
using EdgeVoice.AppHost.Resources.Regions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Regions;

/// <summary>The region's resource over processes that are no more than servers.</summary>
public sealed class RegionTests
{
    private static readonly string[] s_members = ["gateway", "agent", "agent-2", "livekit", "tunnel"];

    [Fact]
    public async Task KillAndRestore_TakeEveryProcessDownAndUpAgain()
    {
        await using var application = await StartAsync();
        var before = await PidsAsync(application, 0);

        Assert.Equal("us-east is down", await RunAsync(application, "kill"));
        Assert.DoesNotContain(before, StartedLine.IsAlive);
        Assert.Equal(RegionStates.Down, State(application));
        await UntilAsync(application, region => region.HealthReports is [{ Description: "its gateway does not answer" }]);
        await UntilAsync(application, region => Property(region, "agents") == "0");

        Assert.Equal("us-east starts", await RunAsync(application, "restore"));
        Assert.All(await PidsAsync(application, 1), pid => Assert.True(StartedLine.IsAlive(pid)));
        await application.Notifications.WaitForResourceHealthyAsync("region-us-east", RunningApplication.Limit());
    }

    [Fact]
    public async Task DrainAndUndrain_ReachGatewayAndAgents()
    {
        await using var application = await StartAsync();
        await UntilAsync(application, region => (Property(region, "agents"), Property(region, "slots"), Property(region, "calls")) == ("2", "8", "2"));

        Assert.Equal("us-east drains: what is left after 20 s moves", await RunAsync(application, "drain"));
        Assert.Equal(RegionStates.Draining, State(application));
        foreach (var member in s_members.Take(3))
        {
            await application.LineAsync($"[{member}] POST drain");
        }

        await UntilAsync(application, region => Property(region, "slots") == "0");
        Assert.Equal("us-east takes calls again", await RunAsync(application, "undrain"));
        Assert.Equal(RegionStates.Running, State(application));
        await UntilAsync(application, region => Property(region, "slots") == "8");
    }

    private static async Task<RunningApplication> StartAsync()
    {
        var application = new RunningApplication();
        var members = s_members.Select(name => Server(application, name)).ToArray();
        var region = new Region("us-east", 50_000, null, null, new GeoPoint(0, 0), "ENAM", "us-east.example.com", null);
        application.Builder.AddRegion(new RegionMembers(region, members[3], [members[1], members[2]], members[0], members[4]));
        await application.StartAsync();
        foreach (var name in s_members)
        {
            await application.LineAsync($"[{name}] up");
        }

        await UntilAsync(application, region => region.State?.Text == RegionStates.Running);

        return application;
    }

    private static IResourceBuilder<ExecutableResource> Server(RunningApplication application, string name) =>
        application.Builder.AddExecutable(name, "node", "/tmp", RepositoryRoot.Combine("EdgeVoice.Tests", "AppHost", "Regions", "region-member.cjs")).WithHttpEndpoint(env: "PORT");

    private static async Task<int[]> PidsAsync(RunningApplication application, int skip)
    {
        var pids = new List<int>();
        foreach (var name in s_members)
        {
            pids.Add(await application.PidAsync(name, skip));
        }

        return [.. pids];
    }

    private static async Task<string?> RunAsync(RunningApplication application, string command)
    {
        var result = await application.Application.ResourceCommands.ExecuteCommandAsync("region-us-east", command, RunningApplication.Limit());
        Assert.True(result.Success, result.Message);
        return result.Message;
    }

    private static string? State(RunningApplication application) => application.Notifications.TryGetCurrentState("region-us-east", out var region) ? region.Snapshot.State?.Text : null;

    private static Task<ResourceEvent> UntilAsync(RunningApplication application, Func<CustomResourceSnapshot, bool> reached) =>
        application.Notifications.WaitForResourceAsync("region-us-east", region => reached(region.Snapshot), RunningApplication.Limit());

    private static string? Property(CustomResourceSnapshot region, string name) => region.Properties.FirstOrDefault(property => property.Name == name)?.Value?.ToString();
}
