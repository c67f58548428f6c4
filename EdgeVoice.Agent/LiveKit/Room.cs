using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>
/// One membership in a LiveKit room. Leave with <see cref="DisconnectAsync"/> before the server ends the room: the core
/// leaks memory and threads for each room that was ended under it.
/// </summary>
internal sealed class Room : IAsyncDisposable
{
    // For a server that no longer answers.
    private static readonly TimeSpan s_leaveLimit = TimeSpan.FromSeconds(5);

    // For the core to take up the texts it was given: by then it has, however long it takes to send them.
    private static readonly TimeSpan s_textLimit = TimeSpan.FromSeconds(1);

    private readonly FfiClient _client;
    private readonly FfiHandle _room;
    private readonly FfiHandle _localParticipant;
    private readonly RoomEventHandler _handler;
    private readonly ConcurrentBag<IDisposable> _owned = [];
    private readonly Lock _gate = new();
    private readonly TextGate _texts = new();
    private Task? _leaving;
    private int _disposed;

    private Room(FfiClient client, Wire.ConnectCallback.Types.Result result, RoomConnectOptions options)
    {
        _client = client;
        _room = new FfiHandle(result.Room.Handle.Id);
        _localParticipant = new FfiHandle(result.LocalParticipant.Handle.Id);
        Name = result.Room.Info.Name;
        LocalIdentity = result.LocalParticipant.Info.Identity;
        _handler = new RoomEventHandler(client, result, options.TextTopics);
        FfiClient.Router.AddRoom(_room.Id, _handler);
        foreach (var handle in OwnedHandles.Present(result))
        {
            new FfiHandle(handle).Dispose();
        }
    }

    public string Name { get; }

    /// <summary>The server's id of the room; empty until the server has told it.</summary>
    public string Sid => _handler.Sid;

    public string LocalIdentity { get; }

    /// <summary>What happens, from the join on; ends after <see cref="Disconnected"/>. Never blocks the core: read it.</summary>
    public ChannelReader<RoomEvent> Events => _handler.Events;

    public IReadOnlyCollection<Participant> Participants => _handler.Participants;

    /// <summary>How much of what was sent into the room was dropped here.</summary>
    public long Dropped => _handler.Intake.Dropped;

    public bool IsConnected => !_handler.IsClosed;

    /// <exception cref="FfiException">The server is not there, or refused the token; the message has its words.</exception>
    public static async Task<Room> ConnectAsync(FfiClient client, string url, string token, RoomConnectOptions options, CancellationToken cancellationToken)
    {
        // Not cancelled itself: a join that comes too late must be left again.
        var join = JoinAsync(client, url, token, options);
        try
        {
            return await join.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!join.IsCompleted || join.IsCompletedSuccessfully)
        {
            _ = LeaveLateAsync(join);
            throw;
        }
    }

    public AudioSource CreateAudioSource(int sampleRate, int channels, TimeSpan queue)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        var source = new AudioSource(_client, sampleRate, channels, queue);
        _owned.Add(source);
        return source;
    }

    /// <summary>Publishes <paramref name="source"/> as a microphone track with DTX and without redundant encoding.</summary>
    public async Task<LocalAudioTrack> PublishAudioAsync(string name, AudioSource source, CancellationToken cancellationToken)
    {
        var created = _client.Request(new Wire.FfiRequest
        {
            CreateAudioTrack = new Wire.CreateAudioTrackRequest { Name = name, SourceHandle = source.Id },
        });
        var handle = new FfiHandle(created.CreateAudioTrack.Track.Handle.Id);
        try
        {
            var answer = await _client.CallAsync(
                id => new Wire.FfiRequest
                {
                    PublishTrack = new Wire.PublishTrackRequest
                    {
                        LocalParticipantHandle = _localParticipant.Id,
                        TrackHandle = handle.Id,
                        Options = new Wire.TrackPublishOptions { Dtx = true, Red = false, Source = Wire.TrackSource.SourceMicrophone },
                        RequestAsyncId = id,
                    },
                },
                cancellationToken).ConfigureAwait(false);
            var publication = answer.PublishTrack.Publication
                ?? throw new FfiException($"The track '{name}' was not published: {answer.PublishTrack.Error}");
            var track = new LocalAudioTrack(name, handle, publication);
            _owned.Add(track);
            _handler.Add(track);
            return track;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <exception cref="FfiException">The text was not sent, or the room is being left.</exception>
    public async Task SendTextAsync(string text, TextStreamOptions options, CancellationToken cancellationToken)
    {
        if (!_texts.TryEnter())
        {
            throw new FfiException($"The text on topic '{options.Topic}' was not sent: the room is being left");
        }

        // Not cancelled: whoever stops waiting leaves a text behind that is still under way.
        var sending = SendTextAsync(text, options);
        _ = sending.ContinueWith(_ => _texts.Leave(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var answer = await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIf(answer.SendText.Error?.Description, $"The text on topic '{options.Topic}' was not sent");
    }

    /// <summary>Sets these attributes of ours and leaves the others; an empty value removes one.</summary>
    public async Task SetAttributesAsync(IReadOnlyDictionary<string, string> attributes, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(
            id =>
            {
                var set = new Wire.SetLocalAttributesRequest { LocalParticipantHandle = _localParticipant.Id, RequestAsyncId = id };
                set.Attributes.Add(attributes.Select(pair => new Wire.AttributesEntry { Key = pair.Key, Value = pair.Value }));
                return new Wire.FfiRequest { SetLocalAttributes = set };
            },
            cancellationToken).ConfigureAwait(false);
        ThrowIf(answer.SetLocalAttributes.Error, "The attributes were not set");
    }

    public async Task PublishDataAsync(ReadOnlyMemory<byte> data, string topic, bool reliable, CancellationToken cancellationToken)
    {
        using var pin = data.Pin();
        var address = AddressOf(pin);
        var answer = await _client.CallAsync(
            id => new Wire.FfiRequest
            {
                PublishData = new Wire.PublishDataRequest
                {
                    LocalParticipantHandle = _localParticipant.Id,
                    DataPtr = address,
                    DataLen = (ulong)data.Length,
                    Reliable = reliable,
                    Topic = topic,
                    RequestAsyncId = id,
                },
            },
            cancellationToken).ConfigureAwait(false);
        ThrowIf(answer.PublishData.Error, $"The data on topic '{topic}' was not sent");
    }

    /// <summary>Has the core drop its connection and come back, to exercise what depends on it: resumed, or (full) as a new session with new tracks.</summary>
    public Task SimulateReconnectAsync(bool full, CancellationToken cancellationToken)
    {
        const int signalReconnect = 0;
        const int fullReconnect = 7;
        return _client.CallAsync(
            id => new Wire.FfiRequest
            {
                SimulateScenario = new Wire.SimulateScenarioRequest
                {
                    RoomHandle = _room.Id,
                    Scenario = full ? fullReconnect : signalReconnect,
                    RequestAsyncId = id,
                },
            },
            cancellationToken);
    }

    /// <summary>Leaves the room; does nothing when that is done or the server ended it.</summary>
    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _leaving ??= LeaveAsync();
            return _leaving.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(s_leaveLimit);
        try
        {
            await DisconnectAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Dropping the handles ends it without the server.
        }

        // A room that the server ended was not left, and its texts may still be under way.
        await TextsTakenAsync().ConfigureAwait(false);
        _handler.Close(DisconnectReason.ClientInitiated);
        FfiClient.Router.RemoveRoom(_room.Id);
        foreach (var owned in _owned.OrderBy(owned => owned is AudioSource))
        {
            owned.Dispose();
        }

        _localParticipant.Dispose();
        _room.Dispose();
    }

    private static async Task<Room> JoinAsync(FfiClient client, string url, string token, RoomConnectOptions options)
    {
        var roomOptions = new Wire.RoomOptions
        {
            AutoSubscribe = options.AutoSubscribe,
            AdaptiveStream = false,
            Dynacast = false,
            JoinRetries = (uint)options.JoinRetries,
            ConnectTimeoutMs = (ulong)options.ConnectTimeout.TotalMilliseconds,
        };
        if (options.SinglePeerConnection is { } single)
        {
            roomOptions.SinglePeerConnection = single;
        }

        var answer = await client.CallAsync(
            id => new Wire.FfiRequest
            {
                Connect = new Wire.ConnectRequest { Url = url, Token = token, Options = roomOptions, RequestAsyncId = id },
            },
            CancellationToken.None).ConfigureAwait(false);
        var result = answer.Connect.Result
            ?? throw new FfiException($"The room at {Redaction.Clean(url)} cannot be joined: {Redaction.Clean(answer.Connect.Error)}");

        var room = new Room(client, result, options);
        // The core panics if this does not follow within 15 s.
        client.Post(new Wire.FfiRequest { ReadyForRoomEvent = new Wire.ReadyForRoomEventRequest { RoomHandle = room._room.Id } });
        return room;
    }

    private static async Task LeaveLateAsync(Task<Room> join)
    {
        try
        {
            var room = await join.ConfigureAwait(false);
            await room.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FfiException or ObjectDisposedException)
        {
            // Never joined: nothing to leave.
        }
    }

    private async Task TextsTakenAsync() => await _texts.CloseAsync().WaitAsync(s_textLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static unsafe ulong AddressOf(System.Buffers.MemoryHandle pin) => (ulong)pin.Pointer;

    private static void ThrowIf(string? error, string what)
    {
        if (!string.IsNullOrEmpty(error))
        {
            throw new FfiException($"{what}: {error}");
        }
    }

    private Task<Wire.FfiEvent> SendTextAsync(string text, TextStreamOptions options) => _client.CallAsync(
        id =>
        {
            var send = new Wire.SendTextRequest
            {
                LocalParticipantHandle = _localParticipant.Id,
                Text = text,
                Options = new Wire.TextOptions { Topic = options.Topic },
                RequestAsyncId = id,
            };
            send.Options.Attributes.Add(options.Attributes.ToDictionary());
            send.Options.DestinationIdentities.Add(options.DestinationIdentities);
            if (options.StreamId is { } streamId)
            {
                send.Options.Id = streamId;
            }

            if (options.SenderIdentity is { } sender)
            {
                send.Options.SenderIdentity = sender;
            }

            return new Wire.FfiRequest { SendText = send };
        },
        CancellationToken.None);

    private async Task LeaveAsync()
    {
        if (_handler.IsClosed)
        {
            return;
        }

        _handler.IsLeaving = true;
        await TextsTakenAsync().ConfigureAwait(false);
        try
        {
            await _client.CallAsync(
                id => new Wire.FfiRequest { Disconnect = new Wire.DisconnectRequest { RoomHandle = _room.Id, RequestAsyncId = id } },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FfiException or ObjectDisposedException)
        {
            // The room or the core is gone already, which is what was asked for.
        }

        _handler.Close(DisconnectReason.ClientInitiated);
    }
}
