using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Realtime.Placement;

/// <summary>
/// Opens a session at an endpoint that nobody has used for a while and closes it again: so that a failure is known before
/// a caller meets it, and a recovery without one. Two upstream calls a minute for each endpoint that is well and idle.
/// </summary>
internal sealed partial class ProviderCanary(ProviderPlacement placement, IRealtimeProvider provider, IOptions<RealtimeOptions> options, TimeProvider time, ILogger<ProviderCanary> logger) : BackgroundService
{
    private readonly TimeSpan _interval = options.Value.CanaryInterval;
    private readonly TimeSpan _recoveryInterval = options.Value.RecoveryInterval;

    /// <summary>Asks those endpoints whose last news are too old.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        foreach (var known in placement.Report())
        {
            var due = known.State is EndpointState.Down or EndpointState.Slow ? _recoveryInterval : _interval;
            if (known.Age is null || known.Age >= due)
            {
                await AskAsync(known.Endpoint, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Half of the shortest age: no answer is much older than it may be.
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Min(_interval.Ticks, _recoveryInterval.Ticks) / 2), time);
        do
        {
            await AskAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task AskAsync(ProviderEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            placement.Answered(endpoint, await provider.ProbeAsync(endpoint, cancellationToken).ConfigureAwait(false));
        }
        // Whatever it is: the end of this service would be that of every call of the process.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            placement.Failed(endpoint);
            LogDown(endpoint.Name, exception.Message);
        }
    }

    [LoggerMessage(EventName = "EndpointDown", Level = LogLevel.Warning, Message = "The provider's endpoint {Endpoint} does not answer: {Reason}")]
    private partial void LogDown(string endpoint, string reason);
}
