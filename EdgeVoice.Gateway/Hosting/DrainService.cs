using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Signalling;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Hosting;

/// <summary>
/// Leaves in order: health says so first, new calls are refused, live signalling sockets may end by themselves, and what
/// is left after <c>Gateway:DrainSeconds</c> is closed, so that its callers reconnect elsewhere.
/// </summary>
internal sealed partial class DrainService(
    DrainState drain, SignallingSockets sockets, IOptions<GatewayOptions> options, TimeProvider time, ILogger<DrainService> logger)
    : IHostedLifecycleService
{
    // StoppingAsync is the only phase in which Kestrel still listens.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        drain.Stop();
        LogDraining(sockets.Count, options.Value.DrainSeconds);
        try
        {
            await sockets.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogSocketsLeft(sockets.Count);
        }

        sockets.AbortAll();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Draining: {Sockets} signalling sockets have up to {Seconds} s to end")]
    private partial void LogDraining(int sockets, int seconds);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "Drain time is over: closing {Sockets} signalling sockets")]
    private partial void LogSocketsLeft(int sockets);
}
