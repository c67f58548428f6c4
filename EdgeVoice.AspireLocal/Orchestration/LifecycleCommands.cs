using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Start, stop and restart of every process.</summary>
internal static class LifecycleCommands
{
    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        foreach (var resource in builder.Resources.Where(ProcessSpecs.HasProcess))
        {
            var target = builder.CreateResourceBuilder(resource);
            Add(target, KnownResourceCommands.StartCommand, "Start", (runner, _) => runner.StartAgainAsync(), stopped => stopped);
            Add(target, KnownResourceCommands.StopCommand, "Stop", (runner, cancellationToken) => runner.StopAsync(cancellationToken), stopped => !stopped);
            Add(target, KnownResourceCommands.RestartCommand, "Restart", (runner, cancellationToken) => runner.RestartAsync(cancellationToken), stopped => !stopped);
        }
    }

    private static void Add(
        IResourceBuilder<IResource> resource, string name, string displayName, Func<ResourceRunner, CancellationToken, Task> action, Func<bool, bool> enabled) =>
        resource.WithCommand(
            name,
            displayName,
            async context =>
            {
                await action(context.Services.GetRequiredService<Orchestrator>().Runner(resource.Resource), context.CancellationToken);
                return CommandResults.Success();
            },
            new CommandOptions
            {
                UpdateState = context => enabled(context.ResourceSnapshot.State?.Text is not { } state || KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted)
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            });
}
