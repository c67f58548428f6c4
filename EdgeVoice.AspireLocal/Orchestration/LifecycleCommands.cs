using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Start, stop, restart and kill of every process.</summary>
internal static class LifecycleCommands
{
    private const string KillCommand = "kill";
    private const string DownCommand = "down";

    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        foreach (var resource in builder.Resources.Where(ProcessSpecs.HasProcess))
        {
            var target = builder.CreateResourceBuilder(resource);
            Add(target, KnownResourceCommands.StartCommand, "Start", (runner, _) => runner.StartAgainAsync(), IsDown, "Starts it, after what it waits for.");
            Add(target, KnownResourceCommands.StopCommand, "Stop", (runner, cancellationToken) => runner.StopAsync(cancellationToken), IsUp, "Asks it to end and waits.");
            Add(target, KnownResourceCommands.RestartCommand, "Restart", (runner, cancellationToken) => runner.RestartAsync(cancellationToken), IsUp, "Stops and starts it.");
            Add(target, KillCommand, "Kill", Kill, IsRunning, "SIGKILL, as a crash: it is restarted as after one.", $"Kill {resource.Name}? It is restarted as after a crash.");
            Add(target, DownCommand, "Take down", (runner, cancellationToken) => runner.TakeDownAsync(cancellationToken), IsUp, "SIGKILL; it stays down until it is started.", $"Kill {resource.Name} and leave it down?");
        }
    }

    private static void Add(
        IResourceBuilder<IResource> resource,
        string name,
        string displayName,
        Func<ResourceRunner, CancellationToken, Task> action,
        Func<string?, bool> enabled,
        string description,
        string? confirmation = null)
    {
        // The model's own command of that name goes first.
        if (resource.Resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == name))
        {
            return;
        }

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
                Description = description,
                ConfirmationMessage = confirmation,
                UpdateState = context => enabled(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });
    }

    private static Task Kill(ResourceRunner runner, CancellationToken cancellationToken)
    {
        runner.Kill();
        return Task.CompletedTask;
    }

    private static bool IsDown(string? state) => state is null || KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted;

    // Between a crash and the next start the state is Exited, too; there is nothing to stop then but the waiting.
    private static bool IsUp(string? state) => !IsDown(state);

    private static bool IsRunning(string? state) => state == KnownResourceStates.Running;
}
