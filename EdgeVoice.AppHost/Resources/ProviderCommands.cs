using EdgeVoice.AppHost.Resources;
using EdgeVoice.AppHost.Resources.Regions;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>What can be done to an emulated provider, by its own admin API.</summary>
internal static class ProviderCommands
{
    // Past the patience of an agent that has another provider; ms.
    private const int SlowHandshake = 3000;
    private const int SlowFirstAudio = 2000;

    // As often as anybody connects.
    private const int Always = int.MaxValue;

    private static readonly object s_drop = new { kind = "disconnect_now" };

    private static readonly object[] s_down = [s_drop, new { kind = "connect_503", session = "all", times = Always }];

    private static readonly object[] s_slow =
    [
        new { kind = "session_created_delay", session = "all", times = Always, durationMs = SlowHandshake },
        new { kind = "slow_first_audio", session = "all", times = Always, durationMs = SlowFirstAudio },
    ];

    /// <summary>One of the provider's regions as a resource: no process of its own, but an address and faults.</summary>
    public static void AddProviderRegion(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ProjectResource> emulator, EndpointReference endpoint, ParameterResource key)
    {
        builder.AddCommandClient();
        var provider = builder.AddResource(new ProviderRegionResource(name))
            .ExcludeFromManifest()
            .WithParentRelationship(emulator)
            .WithIconName("BrainCircuit")
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "ProviderRegion", Properties = [], State = KnownResourceStates.Starting });
        emulator.OnResourceEndpointsAllocated((_, allocated, _) =>
            allocated.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(provider.Resource, snapshot => snapshot with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                Urls = [new UrlSnapshot("http", endpoint.Url, IsInternal: false)],
            }));
        provider
            .WithCommand("drop", "Drop sessions", context => SendAsync(context, s_drop, $"{name} closed its sessions"), new() { Description = "Closes every open session, takes new ones." })
            .WithCommand("slow", "Slow", context => SendAsync(context, s_slow, $"{name} is slow"), new()
            {
                Description = $"Sessions open {SlowHandshake} ms late, answers come {SlowFirstAudio} ms late, until restored.",
            })
            .WithCommand("down", "Down", context => SendAsync(context, s_down, $"{name} is down"), new()
            {
                Description = "Closes every session and refuses new ones with 503, until restored.",
                ConfirmationMessage = $"Take {name} down? Calls go on with the next provider of their region.",
            })
            .WithCommand("restore", "Restore", context => SendAsync(context, null, $"{name} works"), new() { Description = "Takes every fault away." });

        async Task<ExecuteCommandResult> SendAsync(ExecuteCommandContext context, object? faults, string message)
        {
            var client = context.Services.GetRequiredService<RegionClient>();
            await client.SendAsync(
                faults is null ? HttpMethod.Delete : HttpMethod.Post,
                $"{endpoint.Url}/admin/faults",
                faults,
                context.CancellationToken,
                await key.GetValueAsync(context.CancellationToken));
            return CommandResults.Success(message);
        }
    }
}
