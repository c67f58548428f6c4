using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeVoice.Bench.Hosting;

/// <summary>A way to a server on this machine on which bytes can be held, slowed or lost.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<RelayedConnection, int> _connections = new();
    private readonly ConcurrentBag<Task> _work = [];
    private readonly Func<int?> _server;
    private readonly Action<RelayedConnection> _opened;
    private int _count;

    /// <param name="server">Port of the server; nothing while it has none, and then connections are closed at once.</param>
    /// <param name="opened">Told of each connection before anything passes.</param>
    public Relay(Func<int?> server, Action<RelayedConnection> opened)
    {
        _server = server;
        _opened = opened;
        _listener.Start();
        _work.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The connections that are open, oldest first.</summary>
    public IReadOnlyList<RelayedConnection> Open => [.. _connections.OrderBy(known => known.Value).Select(known => known.Key)];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_work);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _work.Add(RelayAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is disposed of.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                if (_server() is not { } port)
                {
                    return;
                }

                await server.ConnectAsync(IPAddress.Loopback, port, _stopping.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // Nobody is there.
                return;
            }

            var connection = new RelayedConnection(client, server);
            _opened(connection);
            _connections[connection] = Interlocked.Increment(ref _count);
            await connection.RunAsync(_stopping.Token);
            _connections.TryRemove(connection, out _);
        }
    }
}
