using System.Net.WebSockets;
using System.Threading.Channels;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>Sends in order, off the callers' threads. What a client does not read is bounded in bytes, then the connection is cut.</summary>
internal sealed class Outbox(WebSocket socket, int limitBytes, Action overflow)
{
    private readonly Channel<Outgoing> _channel = Channel.CreateUnbounded<Outgoing>(new() { SingleReader = true });
    private long _waiting;

    public void Send(byte[] message)
    {
        if (Interlocked.Add(ref _waiting, message.Length) > limitBytes)
        {
            overflow();
            return;
        }

        _channel.Writer.TryWrite(new(message, null, null));
    }

    /// <summary>Closes after everything before it has been sent; later messages are dropped.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        _channel.Writer.TryWrite(new(null, status, reason));
        _channel.Writer.TryComplete();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (message, status, reason) in _channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (message is null)
                {
                    await socket.CloseOutputAsync(status!.Value, reason, cancellationToken);
                    return;
                }

                await socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);
                Interlocked.Add(ref _waiting, -message.Length);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone; the receiving side ends the session.
        }
    }

    private readonly record struct Outgoing(byte[]? Message, WebSocketCloseStatus? Status, string? Reason);
}
