namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>PostgreSQL is killed, stays away and comes back while the calls go on.</summary>
internal sealed class DatabaseFault() : Fault("database-down")
{
    private const string Resource = "postgres";

    // The first attempts to write without it fail in these seconds; the story goes on longer than the outage does.
    public override double Window => 10_000;

    public override TimeSpan Limit => TimeSpan.FromSeconds(100);

    public override Task StrikeAsync(FaultContext context, CancellationToken cancellationToken) => context.AppHost.CommandAsync(Resource, "down", cancellationToken);

    public override async Task EndAsync(FaultContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(context.Outage, cancellationToken);
        await context.AppHost.CommandAsync(Resource, "restore", cancellationToken);
        await context.AppHost.WaitUntilUpAsync([Resource], TimeSpan.FromSeconds(30), cancellationToken);
    }
}
