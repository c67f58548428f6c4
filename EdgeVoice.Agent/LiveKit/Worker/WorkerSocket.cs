using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.WorkerWire;
using Google.Protobuf;

namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>One connection to `/agent`: protobuf messages both ways over a WebSocket.</summary>
internal sealed class WorkerSocket : IDisposable
{
    // A job's metadata is the only part of a message that can be large; LiveKit limits it to 64 kB.
    private const int MaxMessage = 1 << 20;

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<WorkerMessage> _outgoing = Channel.CreateUnbounded<WorkerMessage>(new() { SingleReader = true });

    private WorkerSocket()
    {
        // Notices a server that is gone without closing the connection.
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
        _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <exception cref="WorkerRejectedException">The server answered, but with an HTTP error.</exception>
    /// <exception cref="WebSocketException">The server cannot be reached.</exception>
    public static async Task<WorkerSocket> ConnectAsync(LiveKitOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var worker = new WorkerSocket();
        try
        {
            worker._socket.Options.SetRequestHeader("Authorization", $"Bearer {LiveKitToken.ForWorker(options, now)}");
            await worker._socket.ConnectAsync(Address(options.Url), cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch (WebSocketException exception) when (worker._socket.HttpStatusCode is not (0 or HttpStatusCode.SwitchingProtocols))
        {
            var status = worker._socket.HttpStatusCode;
            worker.Dispose();
            throw new WorkerRejectedException(status, exception);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    public void Send(WorkerMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends what is queued until closed, cancelled, or the connection breaks.</summary>
    public async Task SendLoopAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await _socket.SendAsync(message.ToByteArray(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The next message; null when the server closed the connection.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not a message; the next one may be.</exception>
    public async Task<ServerMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.GetMemory(1024), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            buffer.Advance(part.Count);
            if (buffer.WrittenCount > MaxMessage)
            {
                throw new WebSocketException($"The server sent a message of more than {MaxMessage} bytes.");
            }

            if (part.EndOfMessage)
            {
                return part.MessageType == WebSocketMessageType.Binary ? ServerMessage.Parser.ParseFrom(buffer.WrittenSpan) : new ServerMessage();
            }
        }
    }

    /// <summary>Lets <paramref name="sending"/> send what is left and says goodbye, as far as the server lets it.</summary>
    public async Task CloseAsync(Task sending, TimeSpan limit)
    {
        _outgoing.Writer.TryComplete();
        using var cancellation = new CancellationTokenSource(limit);
        try
        {
            await sending.WaitAsync(cancellation.Token).ConfigureAwait(false);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is gone first.
        }
    }

    public void Dispose() => _socket.Dispose();

    private static Uri Address(string url)
    {
        var builder = new UriBuilder(url);
        builder.Scheme = builder.Scheme switch
        {
            "http" => "ws",
            "https" => "wss",
            var scheme => scheme,
        };
        builder.Path = builder.Path.TrimEnd('/') + "/agent";
        return builder.Uri;
    }
}
