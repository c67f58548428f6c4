using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>What can be done to a process besides what Aspire does.</summary>
internal static class ProcessCommands
{
    public const string Kill = "kill";
    public const string Down = "down";
    public const string Restore = "restore";

    private const string ProcessId = "executable.pid";

    public static void AddTo(IResourceBuilder<IResource> resource)
    {
        var name = resource.Resource.Name;
        Add(resource, Kill, "Kill", "SIGKILL, as a crash: it is restarted as after one.", IsRunning, $"Kill {name}? It is restarted as after a crash.", context =>
        {
            KillProcess(context, resource.Resource);
            return Task.FromResult(CommandResults.Success());
        });
        Add(resource, Down, "Take down", "SIGKILL; it stays down until it is started.", IsRunning, $"Kill {name} and leave it down?", async context =>
        {
            var supervisor = context.Services.GetRequiredService<ProcessSupervisor>();
            supervisor.LeaveDown(resource.Resource);
            KillProcess(context, resource.Resource);
            // Whoever takes something down may want to look at what is left.
            await context.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(name, KnownResourceStates.TerminalStates, context.CancellationToken);
            return CommandResults.Success($"{name} is down until it is started");
        });
        Add(resource, Restore, "Restore", "Starts it again.", IsDown, null, context =>
            context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource.Resource, KnownResourceCommands.StartCommand, context.CancellationToken));
    }

    public static bool IsDown(string? state) => KnownResourceStates.TerminalStates.Contains(state);

    private static bool IsRunning(string? state) => state == KnownResourceStates.Running;

    private static void Add(
        IResourceBuilder<IResource> resource,
        string command,
        string displayName,
        string description,
        Func<string?, bool> enabled,
        string? confirmation,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute)
    {
        // The resource's own command of that name goes first.
        if (resource.Resource.Annotations.OfType<ResourceCommandAnnotation>().Any(annotation => annotation.Name == command))
        {
            return;
        }

        resource.WithCommand(command, displayName, execute, new CommandOptions
        {
            Description = description,
            ConfirmationMessage = confirmation,
            UpdateState = context => enabled(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });
    }

    private static void KillProcess(ExecuteCommandContext context, IResource resource)
    {
        foreach (var current in context.Services.GetRequiredService<ProcessSupervisor>().InstancesOf(resource).Where(current => IsRunning(current.State?.Text)))
        {
            if (current.Properties.FirstOrDefault(property => property.Name == ProcessId)?.Value is { } value)
            {
                KillTree(Convert.ToInt32(value, CultureInfo.InvariantCulture));
            }
        }
    }

    private static void KillTree(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }
}
