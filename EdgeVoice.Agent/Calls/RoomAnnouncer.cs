using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Tells the room what it can see of the call: captions, state, turn facts. In order and in the background; a room that
/// does not take a text loses that text and nothing else.
/// </summary>
internal sealed partial class RoomAnnouncer : IAsyncDisposable
{
    // A text takes milliseconds; a queue this long means that the room is gone.
    private const int Limit = 256;

    private static readonly TimeSpan s_sendLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(2);

    private readonly Room _room;
    private readonly ILogger _logger;
    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateBounded<Func<CancellationToken, Task>>(
        new BoundedChannelOptions(Limit) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _pump;

    public RoomAnnouncer(Room room, ILogger logger)
    {
        _room = room;
        _logger = logger;
        _pump = Task.Run(PumpAsync);
    }

    public void Caption(string speakerIdentity, string trackSid, string segmentId, string text, bool final) => Send(text, new TextStreamOptions(Topics.Transcription)
    {
        SenderIdentity = speakerIdentity,
        Attributes = new Dictionary<string, string>
        {
            [Topics.SegmentId] = segmentId,
            [Topics.TranscribedTrack] = trackSid,
            [Topics.TranscriptionFinal] = final ? "true" : "false",
        },
    });

    public void State(string state) =>
        _queue.Writer.TryWrite(limit => _room.SetAttributesAsync(new Dictionary<string, string> { [Topics.AgentState] = state }, limit));

    public void Tell(string topic, string json) => Send(json, new TextStreamOptions(topic));

    /// <summary>Sends what is queued, within two seconds, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_pump, Task.Delay(s_drainLimit)).ConfigureAwait(false);
    }

    private void Send(string text, TextStreamOptions options) =>
        _queue.Writer.TryWrite(limit => _room.SendTextAsync(text, options, limit));

    private async Task PumpAsync()
    {
        await foreach (var send in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            using var limit = new CancellationTokenSource(s_sendLimit);
            try
            {
                await send(limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                LogNotSent(_logger, exception);
            }
        }
    }

    [LoggerMessage(EventName = "TextNotSent", Level = LogLevel.Debug, Message = "The room did not take a text")]
    private static partial void LogNotSent(ILogger logger, Exception exception);
}
