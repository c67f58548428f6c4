namespace EdgeVoice.Gateway.Health;

/// <summary>Asks one part once. Throws for whatever stands in the way; the monitor turns that into "down".</summary>
internal interface IPartProbe
{
    string Name { get; }

    Task<PartResult> ProbeAsync(CancellationToken cancellationToken);
}
