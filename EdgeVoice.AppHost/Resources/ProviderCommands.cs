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

    public static IResourceBuilder<ProjectResource> WithProviderCommands(this IResourceBuilder<ProjectResource> provider, ParameterResource key)
    {
        var name = provider.Resource.Name;
        return provider
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
                $"{provider.GetEndpoint("http").Url}/admin/faults",
                faults,
                context.CancellationToken,
                await key.GetValueAsync(context.CancellationToken));
            return CommandResults.Success(message);
        }
    }
}
