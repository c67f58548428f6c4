namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>A fault that is one command of a resource, and its repair another one.</summary>
/// <param name="resource">Name of the resource for a region.</param>
internal sealed class CommandFault(string name, Func<string, string> resource, string strike, string? repair = null) : Fault(name)
{
    public override Task StrikeAsync(FaultContext context, CancellationToken cancellationToken) =>
        context.AppHost.CommandAsync(resource(context.Region), strike, cancellationToken);

    public override Task RepairAsync(FaultContext context, CancellationToken cancellationToken) =>
        repair is null ? Task.CompletedTask : context.AppHost.CommandAsync(resource(context.Region), repair, cancellationToken);
}
