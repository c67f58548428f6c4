using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>What can be done to the database besides what every process has.</summary>
internal static class DatabaseCommands
{
    /// <summary>Restores what <c>down</c> took away.</summary>
    public static IResourceBuilder<PostgresServerResource> WithRestoreCommand(this IResourceBuilder<PostgresServerResource> postgres) => postgres.WithCommand(
        "restore",
        "Restore",
        context => context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(postgres.Resource, KnownResourceCommands.StartCommand, context.CancellationToken),
        new CommandOptions
        {
            Description = "Starts it again.",
            UpdateState = context => KnownResourceStates.TerminalStates.Contains(context.ResourceSnapshot.State?.Text ?? "") ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });
}
