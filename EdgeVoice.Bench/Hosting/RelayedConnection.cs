using System.Diagnostics;
using System.Net.Sockets;

namespace EdgeVoice.Bench.Hosting;

/// <summary>What becomes of bytes on their way.</summary>
/// <param name="pass">Sends bytes on; what is not passed is lost.</param>
internal delegate Task Passing(RelayedConnection connection, ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>, Task> pass, CancellationToken cancellationToken);

/// <summary>One connection through a <see cref="Relay"/>.</summary>
internal sealed class RelayedConnection(Socket client, Socket server)
{
    private readonly TaskCompletionSource<long> _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Passing _up = Everything;
    private volatile Passing _down = Everything;

    public static Passing Everything { get; } = (_, bytes, pass, _) => pass(bytes);

    public static Passing Nothing { get; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>From the client to the server.</summary>
    public Passing Up { get => _up; set => _up = value; }

    /// <summary>From the server to the client.</summary>
    public Passing Down { get => _down; set => _down = value; }

    /// <summary>When the client closed it (a timestamp of <see cref="Stopwatch"/>), whatever the server did.</summary>
    public Task<long> ClientLeft => _clientLeft.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var down = DownAsync(leaving.Token);
        await CopyAsync(client, server, () => Up, leaving.Token);
        _clientLeft.TrySetResult(Stopwatch.GetTimestamp());
        await leaving.CancelAsync();
        client.Dispose();
        server.Dispose();
        await down;
    }

    // The client learns that the server is gone, and when it leaves is its own affair.
    private async Task DownAsync(CancellationToken cancellationToken)
    {
        await CopyAsync(server, client, () => Down, cancellationToken);
        try
        {
            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was faster.
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<Passing> passing, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await passing()(this, buffer.AsMemory(0, count), bytes => SendAsync(to, bytes, cancellationToken), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await to.SendAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Who sends to somebody who is gone learns it later.
        }
    }
}
