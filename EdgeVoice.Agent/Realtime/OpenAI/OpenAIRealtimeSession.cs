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
    private readonly TimeProvider _time;
    private readonly SignsOfLife _life;
    private readonly Action _hangs;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<OutboundMessage> _outbound = Channel.CreateBounded<OutboundMessage>(new BoundedChannelOptions(OutboundLimit) { SingleReader = true });
    private readonly Channel<RealtimeEvent> _events = Channel.CreateUnbounded<RealtimeEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _pumps;
    private long _appendedSamples;
    private readonly UnreadEvents _unread;
    private int _responses;
    private int _lost;
    private long _askedAt;

    /// <param name="hangs">Told when the session gives no sign of life: the next is best opened elsewhere.</param>
    public OpenAIRealtimeSession(string id, ProviderEndpoint endpoint, WebSocket socket, OpenAIEventReader reader, TimeProvider time, Action hangs, ILogger logger)
    {
        Id = id;
        Endpoint = endpoint;
        _socket = socket;
        _reader = reader;
        _time = time;
        _life = new SignsOfLife(time);
        _hangs = hangs;
        _logger = logger;
        _unread = new UnreadEvents(id, logger);
        _pumps = Task.WhenAll(Task.Run(ReceiveAsync), Task.Run(SendAsync), Task.Run(WatchAsync));
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
            _life.Heard(pcm);
        }
        else
        {
            ArrayPool<byte>.Shared.Return(message.Buffer);
        }
    }

    public void CommitInput() => Enqueue(OpenAIEventWriter.CommitInput());

    public void CreateResponse(string? instructions)
    {
        _life.Owe();
        Enqueue(OpenAIEventWriter.CreateResponse(Interlocked.Increment(ref _responses), instructions));
    }

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
        catch (Exception exception)
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
        catch (Exception exception)
        {
            Lose(exception.Message, fatal: false);
        }
    }

    /// <summary>A session that hangs closes no socket, and one whose socket hangs is not told from it.</summary>
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(SignsOfLife.Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
            {
                switch (_life.Look())
                {
                    case LifeCheck.Ask:
                        MeasureRoundTrip();
                        break;
                    case LifeCheck.Dead:
                        _hangs();
                        Lose("it gives no sign of life", fatal: false);
                        return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
    }

    private void Deliver(ReadOnlyMemory<byte> message)
    {
        _life.Seen();
        switch (_reader.Read(message))
        {
            case SessionSettled:
                if (Interlocked.Exchange(ref _askedAt, 0) is var asked and not 0)
                {
                    _events.Writer.TryWrite(new RoundTripMeasured(Stopwatch.GetElapsedTime(asked)));
                }

                break;
            case SessionLost lost:
                Lose(lost.Reason, lost.Fatal);
                break;
            case EventNotRead odd:
                _unread.Note(odd);
                _events.Writer.TryWrite(odd);
                break;
            case { } known:
                _life.Note(known);
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
