using System.Diagnostics;
using System.Text.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Bench.Failover.Recordings;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>The caller in one room: hears, speaks, and exchanges the heartbeat with the agent.</summary>
internal sealed class CallerRoom : IAsyncDisposable
{
    private const int SampleRate = 24_000;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_ping = TimeSpan.FromMilliseconds(400);

    // While the signalling is gone, so that a room that is dead as well is left as soon as that is certain.
    private static readonly TimeSpan s_hastyPing = TimeSpan.FromMilliseconds(100);

    private readonly Room _room;
    private readonly Recording _recording;
    private readonly CancellationTokenSource _leaving = new();
    private readonly PeriodicTimer _pings = new(s_ping);
    private readonly List<Task> _work = [];
    private readonly MediaPath _path = new();
    private AudioSource _microphone = null!;
    private long _lastPong;
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pongs;
    private int _asked;
    private int _answered;
    private volatile bool _hears;
    private volatile RemoteAudioTrack? _agent;

    private CallerRoom(Room room, Grant grant, Recording recording)
    {
        _room = room;
        _recording = recording;
        Grant = grant;
    }

    public Grant Grant { get; }

    /// <summary>Generation of the agent that answers here.</summary>
    public int Generation { get; private set; }

    /// <summary>The connection to the server stands.</summary>
    public bool HasSignalling { get; private set; } = true;

    /// <summary>The room is over for this caller.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The agent was put out of the room, or left it.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>The agent asked to resume elsewhere.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>The agent answered before and does not any more.</summary>
    public bool IsSilent => Silence.IsLost(
        _pongs == 0 ? null : Stopwatch.GetElapsedTime(Volatile.Read(ref _lastPong)).TotalMilliseconds, Volatile.Read(ref _asked) - Volatile.Read(ref _answered), HasSignalling);

    /// <summary>Completes with the next answer of the agent.</summary>
    public Task HeardAsync(CancellationToken cancellationToken) => _heard.Task.WaitAsync(cancellationToken);

    /// <summary>Raised on every sign of the room, with its description.</summary>
    public Action<string>? Noticed { get; set; }

    public Action<SeenTurn>? TurnSeen { get; set; }

    public static async Task<CallerRoom> JoinAsync(FfiClient core, Grant grant, Recording recording, Action<CallerRoom> attach, CancellationToken cancellationToken)
    {
        var options = new RoomConnectOptions { TextTopics = ["edgevoice.turn", "edgevoice.call"], JoinRetries = 0, ConnectTimeout = TimeSpan.FromSeconds(5) };
        var joined = new CallerRoom(await Room.ConnectAsync(core, grant.Url.ToString(), grant.Token, options, cancellationToken), grant, recording) { Generation = grant.Generation };
        try
        {
            attach(joined);
            joined._work.Add(Task.Run(joined.ReadAsync, CancellationToken.None));
            joined._microphone = joined._room.CreateAudioSource(SampleRate, 1, TimeSpan.FromMilliseconds(200));
            await joined._room.PublishAudioAsync("microphone", joined._microphone, cancellationToken);
            joined._work.Add(Task.Run(joined.PingAsync, CancellationToken.None));
            joined._work.Add(Task.Run(joined.LookAsync, CancellationToken.None));
            return joined;
        }
        catch
        {
            await joined.DisposeAsync();
            throw;
        }
    }

    /// <summary>Speaks 24 kHz mono PCM in real time.</summary>
    public async Task SayAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        const int frame = SampleRate / 1000 * Recording.FrameMs;
        for (var offset = 0; offset < pcm.Length; offset += frame)
        {
            await _microphone.CaptureAsync(pcm.Slice(offset, Math.Min(frame, pcm.Length - offset)), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _room.DisposeAsync();
        await Task.WhenAll(_work);
        _pings.Dispose();
        _leaving.Dispose();
    }

    private async Task PingAsync()
    {
        try
        {
            for (var number = 1; await _pings.WaitForNextTickAsync(_leaving.Token); number++)
            {
                _path.Ask(number);
                Volatile.Write(ref _asked, number);
                await PingAsync(number);
            }
        }
        catch (OperationCanceledException)
        {
            // Left.
        }
    }

    private async Task PingAsync(int number)
    {
        try
        {
            await _room.PublishDataAsync(JsonSerializer.SerializeToUtf8Bytes(new { n = number, hears = _hears, pathMs = _path.Ms }), "edgevoice.ping", reliable: false, _leaving.Token);
        }
        catch (Exception exception) when (exception is FfiException or OperationCanceledException)
        {
            // A room without a connection takes no data; its silence is what counts.
        }
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(s_look);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await ReadSoundAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Left.
        }
    }

    private async Task ReadSoundAsync()
    {
        try
        {
            if (_agent is { } agent && await agent.ReadStatsAsync(_leaving.Token) is { } stats)
            {
                _path.Play(stats);
            }
        }
        catch (Exception exception) when (exception is FfiException or ObjectDisposedException)
        {
            // The track is gone.
        }
    }

    private async Task ReadAsync()
    {
        await foreach (var seen in _room.Events.ReadAllAsync())
        {
            switch (seen)
            {
                case AudioTrackSubscribed subscribed:
                    _work.Add(Task.Run(() => HearAsync(subscribed.Track)));
                    _agent = subscribed.Track;
                    _hears = true;
                    _work.Add(PingAsync(0));
                    break;
                case DataReceived { Topic: "edgevoice.pong" } pong:
                    Pong(pong.Data.Span);
                    break;
                case TextReceived { Topic: "edgevoice.turn" } turn:
                    Turn(turn.Text);
                    break;
                case TextReceived { Topic: "edgevoice.call" } call:
                    Call(call.Text);
                    break;
                case ParticipantDisconnected left:
                    Noticed?.Invoke($"{left.Identity} left");
                    IsAlone = true;
                    break;
                case Reconnecting:
                    HasSignalling = false;
                    _pings.Period = s_hastyPing;
                    Noticed?.Invoke("connection lost");
                    break;
                case Reconnected:
                    HasSignalling = true;
                    _pings.Period = s_ping;
                    Noticed?.Invoke("reconnected");
                    break;
                case Disconnected ended:
                    HasEnded = true;
                    if (ended.Reason != DisconnectReason.ClientInitiated)
                    {
                        Noticed?.Invoke("room ended");
                    }

                    break;
            }
        }
    }

    private async Task HearAsync(RemoteAudioTrack track)
    {
        await using var stream = track.OpenStream(SampleRate, 1, Recording.FrameMs);
        var source = _recording.NewSource();
        await foreach (var frame in stream.Frames.ReadAllAsync())
        {
            using (frame)
            {
                // From the moment the caller goes it hears nothing here.
                if (!_leaving.IsCancellationRequested)
                {
                    _recording.Add(frame.ReceivedAt, frame.Samples, source);
                }
            }
        }
    }

    private void Pong(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        using var pong = JsonDocument.ParseValue(ref reader);
        var (number, generation) = (pong.RootElement.GetProperty("n").GetInt32(), pong.RootElement.GetProperty("generation").GetInt32());
        if (generation < Generation)
        {
            // Of an agent that was replaced meanwhile.
            return;
        }

        _path.Answer(number);
        Volatile.Write(ref _lastPong, Stopwatch.GetTimestamp());
        Volatile.Write(ref _answered, Math.Max(_answered, number));
        Interlocked.Increment(ref _pongs);
        IsAlone = false;
        if (generation > Generation)
        {
            Generation = generation;
            Noticed?.Invoke($"generation {generation}");
        }

        Interlocked.Exchange(ref _heard, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private void Turn(string text)
    {
        using var turn = JsonDocument.Parse(text);
        TurnSeen?.Invoke(new SeenTurn(_recording.Now, Generation, turn.RootElement.GetProperty("turn").GetInt32(), turn.RootElement.GetProperty("initiator").GetString()!));
    }

    private void Call(string text)
    {
        using var call = JsonDocument.Parse(text);
        var state = call.RootElement.GetProperty("state").GetString();
        IsMoving |= state == "moving";
        Noticed?.Invoke($"agent says {state}");
    }
}
