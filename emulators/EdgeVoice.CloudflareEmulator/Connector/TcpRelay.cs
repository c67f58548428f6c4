using System.Net;
using System.Net.Sockets;
using EdgeVoice.Distances;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>A port of this machine that leads to a service of another region, as far away as that region is.</summary>
internal sealed partial class TcpRelay(IOptions<TunnelOptions> options, PlaceBook places, Partition partition, ConnectorState state, TimeProvider time, ILogger<TcpRelay> logger) : BackgroundService
{
    private TcpListener? _listener;

    /// <summary>Where clients connect; nothing when there is no relay.</summary>
    public IPEndPoint? Address => _listener?.LocalEndpoint as IPEndPoint;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Relay.Target.Length > 0)
        {
            _listener = new(IPAddress.Loopback, options.Value.Relay.Port);
            _listener.Start();
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_listener is not { } listener)
        {
            return;
        }

        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            listener.Stop();
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stopping)
    {
        state.SessionBegan();
        try
        {
            using (client)
            {
                var path = options.Value.Distances ? places.BetweenRegions(options.Value.Region, options.Value.Relay.Home) : NetworkPath.None;
                await partition.PassAsync(stopping);
                // The handshake: there and back once.
                await time.TravelAsync(path.RoundTrip, stopping);
                using var service = new TcpClient { NoDelay = true };
                var target = RelayTarget.Parse(options.Value.Relay.Target)!;
                await service.ConnectAsync(target.Host, target.Port, stopping);
                client.NoDelay = true;
                await JoinAsync(client, service, path, stopping);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Broken(exception is OperationCanceledException ? "stopped" : exception.Message);
        }
        finally
        {
            state.SessionEnded();
        }
    }

    // Either side's end is the end of both: a database connection has no use for half of one.
    private async Task JoinAsync(TcpClient client, TcpClient service, NetworkPath path, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var near = client.GetStream();
        var cut = new PartitionedStream(service.GetStream(), partition);
        await using Stream far = path.IsNone ? cut : new DelayedStream(cut, path, time);
        Task[] copies = [near.CopyToAsync(far, ended.Token), far.CopyToAsync(near, ended.Token)];
        await await Task.WhenAny(copies);
        await ended.CancelAsync();
        client.Close();
        service.Close();
        await Task.WhenAll(copies).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(1, LogLevel.Debug, "A relayed connection ended: {Reason}")]
    private partial void Broken(string reason);
}
