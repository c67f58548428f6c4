using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Threading.Channels;
using EdgeVoice.Agent.Realtime.Placement;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>One WebSocket to the Realtime API: a reader task, a writer task, and bounded queues between them and the call.</summary>
internal sealed partial class OpenAIRealtimeSession : IRealtimeSession
{
    // 500 frames of 20 ms: ten seconds of caller audio. A socket that is further behind than that is lost, not slow.
    private const int OutboundLimit = 500;

    // The largest message is an audio delta; 16 MiB is the protocol's own bound for audio in one event.
    private const int MessageLimit = 16 * 1024 * 1024;

    private const int SamplesPerMs = 24;

    private readonly WebSocket _socket;
    private readonly OpenAIEventReader _reader;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<OutboundMessage> _outbound = Channel.CreateBounded<OutboundMessage>(new BoundedChannelOptions(OutboundLimit) { SingleReader = true });
    private readonly Channel<RealtimeEvent> _events = Channel.CreateUnbounded<RealtimeEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _pumps;
    private long _appendedSamples;
    private int _lost;
    private long _askedAt;

    public OpenAIRealtimeSession(string id, ProviderEndpoint endpoint, WebSocket socket, OpenAIEventReader reader, ILogger logger)
    {
        Id = id;
        Endpoint = endpoint;
        _socket = socket;
        _reader = reader;
        _logger = logger;
        _pumps = Task.WhenAll(Task.Run(ReceiveAsync), Task.Run(SendAsync));
    }

    public string Id { get; }

    public ProviderEndpoint Endpoint { get; }

    public ChannelReader<RealtimeEvent> Events => _events.Reader;

    public long AppendedMs => Interlocked.Read(ref _appendedSamples) / SamplesPerMs;

    public void AppendAudio(ReadOnlySpan<short> pcm)
    {
        var message = AudioAppendWriter.Write(pcm);
        if (Enqueue(message))
        {
            Interlocked.Add(ref _appendedSamples, pcm.Length);
        }
        else
        {
            ArrayPool<byte>.Shared.Return(message.Buffer);
        }
    }

    public void CreateResponse(string? instructions) => Enqueue(OpenAIEventWriter.CreateResponse(instructions));

    public void CancelResponse(string responseId) => Enqueue(OpenAIEventWriter.CancelResponse(responseId));

    public void Truncate(string itemId, int heardMs) =>
        Enqueue(heardMs > 0 ? OpenAIEventWriter.Truncate(itemId, heardMs) : OpenAIEventWriter.DeleteItem(itemId));

    public void AddItem(ConversationItem item) => Enqueue(OpenAIEventWriter.CreateItem(item));

    public void MeasureRoundTrip()
    {
        if (Interlocked.CompareExchange(ref _askedAt, Stopwatch.GetTimestamp(), 0) == 0)
        {
            Enqueue(OpenAIEventWriter.TouchSession());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _lost, 1);
        _outbound.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        _socket.Abort();
        await _pumps.ConfigureAwait(false);
        _events.Writer.TryComplete();
        _socket.Dispose();
        _closing.Dispose();
    }

    private void Enqueue(byte[] message) => Enqueue(new OutboundMessage(message, message.Length, Pooled: false));

    private bool Enqueue(OutboundMessage message)
    {
        if (_outbound.Writer.TryWrite(message))
        {
            return true;
        }

        Lose("the socket takes no more data", fatal: false);
        return false;
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var message in _outbound.Reader.ReadAllAsync(_closing.Token).ConfigureAwait(false))
            {
                await _socket.SendAsync(message.Buffer.AsMemory(0, message.Length), WebSocketMessageType.Text, endOfMessage: true, _closing.Token).ConfigureAwait(false);
                if (message.Pooled)
                {
                    ArrayPool<byte>.Shared.Return(message.Buffer);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Lose(exception.Message, fatal: false);
        }
    }

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>(64 * 1024);
        try
        {
            while (true)
            {
                message.ResetWrittenCount();
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await _socket.ReceiveAsync(message.GetMemory(16 * 1024), _closing.Token).ConfigureAwait(false);
                    message.Advance(result.Count);
                }
                while (!result.EndOfMessage && message.WrittenCount < MessageLimit);

                if (result.MessageType == WebSocketMessageType.Close)
                {
                    Lose($"closed with {(int?)_socket.CloseStatus}", fatal: false);
                    return;
                }

                Deliver(message.WrittenMemory);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Lose(exception.Message, fatal: false);
        }
    }

    private void Deliver(ReadOnlyMemory<byte> message)
    {
        switch (_reader.Read(message))
        {
            case null:
                break;
            case SessionSettled:
                if (Interlocked.Exchange(ref _askedAt, 0) is var asked and not 0)
                {
                    _events.Writer.TryWrite(new RoundTripMeasured(Stopwatch.GetElapsedTime(asked)));
                }

                break;
            case SessionLost lost:
                Lose(lost.Reason, lost.Fatal);
                break;
            case { } known:
                _events.Writer.TryWrite(known);
                break;
        }
    }

    private void Lose(string reason, bool fatal)
    {
        if (Interlocked.Exchange(ref _lost, 1) == 0)
        {
            LogLost(_logger, Id, reason);
            _events.Writer.TryWrite(new SessionLost(reason, fatal));
            _outbound.Writer.TryComplete();
        }
    }

    [LoggerMessage(EventName = "ProviderSessionLost", Level = LogLevel.Warning, Message = "Provider session {SessionId} is lost: {Reason}")]
    private static partial void LogLost(ILogger logger, string sessionId, string reason);
}
