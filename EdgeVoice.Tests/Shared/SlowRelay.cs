using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EdgeVoice.Tests.Shared;

/// <summary>A way to a real server on which replies take their time, or do not come: the server does all the same what it is told.</summary>
internal sealed class SlowRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _work = [];
    private readonly int _server;
    private volatile TaskCompletionSource? _held;
    private long _delayMs;

    public SlowRelay(int server)
    {
        _server = server;
        _listener.Start();
        _work.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long each reply takes.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref _delayMs));
        set => Volatile.Write(ref _delayMs, (long)value.TotalMilliseconds);
    }

    public static (SlowRelay Relay, string ConnectionString) To(string connectionString)
    {
        var way = new NpgsqlConnectionStringBuilder(connectionString);
        var relay = new SlowRelay(way.Port);
        way.Port = relay.Port;
        return (relay, way.ConnectionString);
    }

    /// <summary>No reply comes through until <see cref="Release"/>.</summary>
    public void Hold() => _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Release();
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
            // The test is over.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _stopping.Token);
                await await Task.WhenAny(CopyAsync(client, server, replies: false), CopyAsync(server, client, replies: true));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One side is gone, and with it the other.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool replies)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _stopping.Token) is > 0 and var count)
        {
            if (replies)
            {
                await Task.Delay(Delay, _stopping.Token);
                await (_held?.Task ?? Task.CompletedTask).WaitAsync(_stopping.Token);
            }

            await to.SendAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }
}
