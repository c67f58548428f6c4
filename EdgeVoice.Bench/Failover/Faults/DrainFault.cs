namespace EdgeVoice.Bench.Failover.Faults;

/// <summary>The region is drained; its calls are handed over when the limit is reached, in the middle of a sentence or not.</summary>
internal sealed class DrainFault() : Fault("drain")
{
    // The drain's limit and a little more: the hand-over is what makes the gap.
    public override double Window => 25_000;

    public override TimeSpan Limit => TimeSpan.FromSeconds(50);

    public override Task StrikeAsync(FaultContext context, CancellationToken cancellationToken) =>
        context.AppHost.CommandAsync($"region-{context.Region}", "drain", cancellationToken);

    public override Task RepairAsync(FaultContext context, CancellationToken cancellationToken) =>
        context.AppHost.CommandAsync($"region-{context.Region}", "undrain", cancellationToken);
}
