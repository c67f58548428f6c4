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

    private readonly Room _room;
    private readonly Recording _recording;
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<Task> _work = [];
    private readonly MediaPath _path = new();
    private AudioSource _microphone = null!;
    private long _lastPong;
    private int _pongs;
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

    /// <summary>The room told of its end, or that it lost its connection.</summary>
    public string? Broken { get; private set; }

    /// <summary>The agent asked to resume elsewhere.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>How long no pong came; nothing before the first one.</summary>
    public TimeSpan? SilentFor => _pongs == 0 ? null : Stopwatch.GetElapsedTime(Volatile.Read(ref _lastPong));

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
        _leaving.Dispose();
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(s_ping);
        try
        {
            for (var number = 1; await timer.WaitForNextTickAsync(_leaving.Token); number++)
            {
                _path.Ask(number);
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
                    Noticed?.Invoke("agent left");
                    _ = left;
                    break;
                case Reconnecting:
                    Broken = "connection lost";
                    Noticed?.Invoke(Broken);
                    break;
                case Reconnected:
                    Broken = null;
                    Noticed?.Invoke("reconnected");
                    break;
                case Disconnected ended:
                    Broken = "room ended";
                    if (ended.Reason != DisconnectReason.ClientInitiated)
                    {
                        Noticed?.Invoke(Broken);
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
        Volatile.Write(ref _lastPong, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _pongs);
        var reader = new Utf8JsonReader(data);
        using var pong = JsonDocument.ParseValue(ref reader);
        if (pong.RootElement.TryGetProperty("n", out var n))
        {
            _path.Answer(n.GetInt32());
        }

        if (pong.RootElement.TryGetProperty("generation", out var generation) && generation.GetInt32() is var number && number != Generation)
        {
            Generation = number;
            Noticed?.Invoke($"generation {number}");
        }
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
