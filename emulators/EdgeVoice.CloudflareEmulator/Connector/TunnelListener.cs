using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Keeps the wanted number of connections to the edge and hands each to the server as if it had been accepted.</summary>
internal sealed class TunnelListener : IConnectionListener
{
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _dialling;

    public TunnelListener(EndPoint endPoint, EdgeDialer dialer)
    {
        EndPoint = endPoint;
        _dialling = dialer.KeepConnectedAsync(_connections.Writer, _stopping.Token);
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _connections.Reader.WaitToReadAsync(cancellationToken) && _connections.Reader.TryRead(out var connection) ? connection : null;

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        await _dialling;
        _connections.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        _stopping.Dispose();
    }
}
