using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.AppHost.Resources.Regions;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>What can be done to a whole region.</summary>
internal static class RegionCommands
{
    // Longer than a sentence, shorter than a demonstration's patience; seconds.
    private const int DrainLimit = 20;

    public static IResourceBuilder<RegionResource> WithRegionCommands(this IResourceBuilder<RegionResource> region)
    {
        var name = region.Resource.Members.Region.Name;
        return region
            .WithCommand("kill", "Kill", KillAsync, Options(
                "SIGKILL of gateway, agents, LiveKit and cloudflared at once; they stay down.", state => state != RegionStates.Down, $"Kill every process of {name}? Its calls move to other regions."))
            .WithCommand("restore", "Restore", RestoreAsync, Options("Starts what is down, and takes every other fault away.", _ => true))
            .WithCommand("drain", "Drain", DrainAsync, Options(
                $"No new calls; live ones have {DrainLimit} s, then they move.", state => state == RegionStates.Running, $"Drain {name}? Its calls move to other regions within {DrainLimit} s."))
            .WithCommand("partition", "Partition", PartitionAsync, Options(
                "Its processes live and nothing from outside reaches them: tunnel, database, callers' media.", state => state == RegionStates.Running, $"Cut {name} off? Its calls move to other regions."))
            .WithCommand("heal", "Heal", HealAsync, Options("Ends the partition.", state => state == RegionStates.Partitioned))
            .WithCommand("undrain", "Undrain", UndrainAsync, Options("Takes calls again.", state => state == RegionStates.Draining));
    }

    private static CommandOptions Options(string description, Func<string?, bool> enabled, string? confirmation = null) => new()
    {
        Description = description,
        ConfirmationMessage = confirmation,
        UpdateState = context => enabled(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
    };

    private static async Task<ExecuteCommandResult> KillAsync(ExecuteCommandContext context)
    {
        var region = Region(context);
        var failure = await OnAllAsync(context, region.Members.All, ProcessCommands.Down);
        await SetStateAsync(context, region, RegionStates.Down);
        return failure ?? CommandResults.Success($"{region.Members.Region} is down");
    }

    private static async Task<ExecuteCommandResult> RestoreAsync(ExecuteCommandContext context)
    {
        var region = Region(context);
        if (State(context, region) == RegionStates.Draining)
        {
            await UndrainAsync(context);
        }
        else if (State(context, region) == RegionStates.Partitioned)
        {
            await HealAsync(context);
        }

        var failure = await OnAllAsync(context, region.Members.All.Where(context.Services.GetRequiredService<ProcessSupervisor>().IsDown), ProcessCommands.Restore);
        await SetStateAsync(context, region, RegionStates.Starting);
        return failure ?? CommandResults.Success($"{region.Members.Region} starts");
    }

    private static async Task<ExecuteCommandResult> DrainAsync(ExecuteCommandContext context)
    {
        var region = Region(context);
        var client = context.Services.GetRequiredService<RegionClient>();
        await client.SendAsync(HttpMethod.Post, $"{region.Members.GatewayUrl}/admin/drain", null, context.CancellationToken);
        await Task.WhenAll(region.Members.AgentUrls.Select(url => client.SendAsync(HttpMethod.Post, $"{url}/admin/drain", new { limitSeconds = DrainLimit }, context.CancellationToken)));
        await SetStateAsync(context, region, RegionStates.Draining);
        return CommandResults.Success($"{region.Members.Region} drains: what is left after {DrainLimit} s moves");
    }

    private static async Task<ExecuteCommandResult> UndrainAsync(ExecuteCommandContext context)
    {
        var region = Region(context);
        var client = context.Services.GetRequiredService<RegionClient>();
        await client.SendAsync(HttpMethod.Delete, $"{region.Members.GatewayUrl}/admin/drain", null, context.CancellationToken);
        await Task.WhenAll(region.Members.AgentUrls.Select(url => client.SendAsync(HttpMethod.Delete, $"{url}/admin/drain", null, context.CancellationToken)));
        await SetStateAsync(context, region, RegionStates.Running);
        return CommandResults.Success($"{region.Members.Region} takes calls again");
    }

    private static async Task<ExecuteCommandResult> PartitionAsync(ExecuteCommandContext context)
    {
        await CutAsync(context, HttpMethod.Post, RegionStates.Partitioned);
        return CommandResults.Success($"{Region(context).Members.Region} is cut off");
    }

    private static async Task<ExecuteCommandResult> HealAsync(ExecuteCommandContext context)
    {
        await CutAsync(context, HttpMethod.Delete, RegionStates.Running);
        return CommandResults.Success($"{Region(context).Members.Region} is connected again");
    }

    private static async Task CutAsync(ExecuteCommandContext context, HttpMethod method, string state)
    {
        var region = Region(context);
        var client = context.Services.GetRequiredService<RegionClient>();
        await Task.WhenAll(region.Members.PartitionUrls.Select(url => client.SendAsync(method, url, null, context.CancellationToken)));
        await SetStateAsync(context, region, state);
    }

    private static async Task<ExecuteCommandResult?> OnAllAsync(ExecuteCommandContext context, IEnumerable<IResource> resources, string command)
    {
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var results = await Task.WhenAll(resources.Select(async resource => (resource.Name, Result: await commands.ExecuteCommandAsync(resource, command, context.CancellationToken))));
        var failed = results.Where(result => !result.Result.Success).Select(result => $"{result.Name}: {result.Result.Message}").ToArray();
        return failed.Length == 0 ? null : CommandResults.Failure(string.Join("; ", failed));
    }

    private static RegionResource Region(ExecuteCommandContext context) => context.Services.GetRequiredService<DistributedApplicationModel>()
        .Resources.OfType<RegionResource>().Single(region => region.Name == context.ResourceName);

    private static string? State(ExecuteCommandContext context, RegionResource region) =>
        context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(region.Name, out var current) ? current.Snapshot.State?.Text : null;

    private static Task SetStateAsync(ExecuteCommandContext context, RegionResource region, string state) =>
        context.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(region, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(state, state is RegionStates.Running ? KnownResourceStateStyles.Success : KnownResourceStateStyles.Warn),
        });
}
