using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>Turns the core's events of one room into <see cref="RoomEvent"/>s and keeps what they say: participants, tracks, room id.</summary>
internal sealed class RoomEventHandler : IRoomEventSink
{
    private readonly FfiClient _client;
    private readonly IReadOnlyCollection<string> _textTopics;
    private readonly Channel<RoomEvent> _events = Channel.CreateUnbounded<RoomEvent>();
    private readonly ConcurrentDictionary<string, Participant> _participants = new();
    private readonly ConcurrentDictionary<string, (string Identity, RemoteAudioTrack Track)> _remoteTracks = new();
    private readonly ConcurrentDictionary<string, LocalAudioTrack> _localTracks = new();
    private volatile string _sid;
    private volatile bool _leaving;
    private int _closed;

    public RoomEventHandler(FfiClient client, Wire.ConnectCallback.Types.Result result, IReadOnlyCollection<string> textTopics)
    {
        _client = client;
        _textTopics = textTopics;
        _sid = result.Room.Info.Sid;
        foreach (var present in result.Participants)
        {
            Join(Participant.From(present.Participant.Info));
        }
    }

    public ChannelReader<RoomEvent> Events => _events.Reader;

    public IReadOnlyCollection<Participant> Participants => [.. _participants.Values];

    public RoomIntake Intake { get; } = new(TimeProvider.System);

    public string Sid => _sid;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>We asked to leave: whatever reason the core gives for the end, that is ours.</summary>
    public bool IsLeaving
    {
        get => _leaving;
        set => _leaving = value;
    }

    public void Add(LocalAudioTrack track) => _localTracks[track.Sid] = track;

    /// <summary>Ends the events and all remote audio; only the first call counts.</summary>
    public void Close(DisconnectReason reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        foreach (var sid in _remoteTracks.Keys)
        {
            EndRemoteTrack(sid);
        }

        Raise(new Disconnected(IsLeaving ? DisconnectReason.ClientInitiated : reason));
        _events.Writer.TryComplete();
    }

    public void OnRoomEvent(Wire.RoomEvent roomEvent)
    {
        switch (roomEvent.MessageCase)
        {
            case Wire.RoomEvent.MessageOneofCase.TrackSubscribed:
                OnTrackSubscribed(roomEvent.TrackSubscribed);
                return;
            case Wire.RoomEvent.MessageOneofCase.TextStreamOpened when _textTopics.Contains(roomEvent.TextStreamOpened.Reader.Info.Topic):
                _ = ReadTextAsync(roomEvent.TextStreamOpened);
                return;
            // The core holds what comes of a stream until it is read, or its reader dropped.
            case Wire.RoomEvent.MessageOneofCase.TextStreamOpened:
                Intake.Drop("text");
                break;
            case Wire.RoomEvent.MessageOneofCase.ByteStreamOpened:
                Intake.Drop("bytes");
                break;
            case Wire.RoomEvent.MessageOneofCase.DataPacketReceived when roomEvent.DataPacketReceived.User is { Data: not null } packet:
                OnData(roomEvent.DataPacketReceived, packet);
                break;
            case Wire.RoomEvent.MessageOneofCase.ParticipantConnected:
                Join(Participant.From(roomEvent.ParticipantConnected.Info.Info));
                break;
            case Wire.RoomEvent.MessageOneofCase.Disconnected:
                Close((DisconnectReason)roomEvent.Disconnected.Reason);
                return;
            case Wire.RoomEvent.MessageOneofCase.Eos:
                Close(DisconnectReason.Unknown);
                return;
            default:
                OnPlainEvent(roomEvent);
                break;
        }

        foreach (var handle in OwnedHandles.In(roomEvent))
        {
            new FfiHandle(handle).Dispose();
        }
    }

    private void OnData(Wire.DataPacketEvent received, Wire.UserPacket packet)
    {
        var bytes = (long)(packet.Data.Data?.DataLen ?? 0) + packet.Topic.Length;
        if (Takes("data", received.ParticipantIdentity, bytes))
        {
            Raise(new DataReceived(packet.HasTopic ? packet.Topic : null, received.ParticipantIdentity, Copy(packet.Data), received.Kind == 1));
        }
    }

    private bool Takes(string kind, string identity, long bytes)
    {
        if (_events.Reader.Count < RoomIntake.Backlog)
        {
            return Intake.Takes(kind, identity, bytes);
        }

        Intake.Drop(kind);
        return false;
    }

    private static unsafe ReadOnlyMemory<byte> Copy(Wire.OwnedDataBuffer buffer) =>
        buffer.Data is { DataPtr: not 0 } data ? new ReadOnlySpan<byte>((void*)data.DataPtr, checked((int)data.DataLen)).ToArray() : default;

    /// <summary>The events that give no handle away.</summary>
    private void OnPlainEvent(Wire.RoomEvent roomEvent)
    {
        switch (roomEvent.MessageCase)
        {
            case Wire.RoomEvent.MessageOneofCase.ParticipantDisconnected:
                _participants.TryRemove(roomEvent.ParticipantDisconnected.ParticipantIdentity, out _);
                Raise(new ParticipantDisconnected(roomEvent.ParticipantDisconnected.ParticipantIdentity, (DisconnectReason)roomEvent.ParticipantDisconnected.DisconnectReason));
                break;
            case Wire.RoomEvent.MessageOneofCase.ParticipantAttributesChanged:
                OnAttributesChanged(roomEvent.ParticipantAttributesChanged);
                break;
            case Wire.RoomEvent.MessageOneofCase.TrackUnsubscribed:
                if (_remoteTracks.TryRemove(roomEvent.TrackUnsubscribed.TrackSid, out var ended))
                {
                    ended.Track.Unsubscribed();
                    Raise(new TrackUnsubscribed(roomEvent.TrackUnsubscribed.ParticipantIdentity, roomEvent.TrackUnsubscribed.TrackSid));
                }

                break;
            case Wire.RoomEvent.MessageOneofCase.TrackMuted when Takes("track", roomEvent.TrackMuted.ParticipantIdentity, 0):
                Raise(new TrackMuted(roomEvent.TrackMuted.ParticipantIdentity, roomEvent.TrackMuted.TrackSid));
                break;
            case Wire.RoomEvent.MessageOneofCase.TrackUnmuted when Takes("track", roomEvent.TrackUnmuted.ParticipantIdentity, 0):
                Raise(new TrackUnmuted(roomEvent.TrackUnmuted.ParticipantIdentity, roomEvent.TrackUnmuted.TrackSid));
                break;
            case Wire.RoomEvent.MessageOneofCase.LocalTrackSubscribed:
                Raise(new LocalTrackSubscribed(roomEvent.LocalTrackSubscribed.TrackSid));
                break;
            case Wire.RoomEvent.MessageOneofCase.LocalTrackRepublished:
                OnRepublished(roomEvent.LocalTrackRepublished.PreviousSid, roomEvent.LocalTrackRepublished.Info.Sid);
                break;
            case Wire.RoomEvent.MessageOneofCase.RoomSidChanged:
                _sid = roomEvent.RoomSidChanged.Sid;
                break;
            case Wire.RoomEvent.MessageOneofCase.Reconnecting:
                Raise(new Reconnecting());
                break;
            case Wire.RoomEvent.MessageOneofCase.Reconnected:
                Raise(new Reconnected());
                break;
        }
    }

    private void Raise(RoomEvent roomEvent) => _events.Writer.TryWrite(roomEvent);

    private void Join(Participant participant)
    {
        // The core may report someone again who was there at the join.
        if (_participants.TryAdd(participant.Identity, participant))
        {
            Raise(new ParticipantConnected(participant));
        }
    }

    private void OnAttributesChanged(Wire.ParticipantAttributesEvent changed)
    {
        if (_participants.TryGetValue(changed.ParticipantIdentity, out var participant)
            && Takes("attributes", changed.ParticipantIdentity, changed.ChangedAttributes.Sum(entry => entry.Key.Length + entry.Value.Length)))
        {
            _participants[changed.ParticipantIdentity] = participant with { Attributes = changed.Attributes.ToDictionary(entry => entry.Key, entry => entry.Value) };
            Raise(new ParticipantAttributesChanged(changed.ParticipantIdentity, changed.ChangedAttributes.ToDictionary(entry => entry.Key, entry => entry.Value)));
        }
    }

    private void OnTrackSubscribed(Wire.TrackSubscribedEvent subscribed)
    {
        var track = new RemoteAudioTrack(_client, subscribed.Track);
        if (subscribed.Track.Info.Kind != Wire.TrackKind.KindAudio)
        {
            track.Refuse();
            return;
        }

        EndRemoteTrack(track.Sid);
        var held = _remoteTracks.Values.Count(other => other.Identity == subscribed.ParticipantIdentity);
        if (held >= RoomIntake.TracksPerParticipant || !Takes("track", subscribed.ParticipantIdentity, 0))
        {
            if (held >= RoomIntake.TracksPerParticipant)
            {
                Intake.Drop("track");
            }

            track.Refuse();
            return;
        }

        _remoteTracks[track.Sid] = (subscribed.ParticipantIdentity, track);
        if (IsClosed)
        {
            EndRemoteTrack(track.Sid);
        }

        Raise(new AudioTrackSubscribed(subscribed.ParticipantIdentity, track.Sid, track));
    }

    private void EndRemoteTrack(string sid)
    {
        if (_remoteTracks.TryRemove(sid, out var ended))
        {
            ended.Track.Dispose();
        }
    }

    private void OnRepublished(string previousSid, string sid)
    {
        if (_localTracks.TryRemove(previousSid, out var track))
        {
            track.Sid = sid;
            _localTracks[sid] = track;
        }

        Raise(new LocalTrackRepublished(previousSid, sid));
    }

    private async Task ReadTextAsync(Wire.TextStreamOpenedEvent opened)
    {
        try
        {
            // Takes the reader's handle over.
            var answer = await _client.CallAsync(
                id => new Wire.FfiRequest { TextReadAll = new Wire.TextReadAllRequest { ReaderHandle = opened.Reader.Handle.Id, RequestAsyncId = id } },
                CancellationToken.None).ConfigureAwait(false);
            if (answer.TextReadAll.ResultCase == Wire.TextReadAllCallback.ResultOneofCase.Content)
            {
                var info = opened.Reader.Info;
                Raise(new TextReceived(info.Topic, opened.ParticipantIdentity, answer.TextReadAll.Content, info.StreamId, new Dictionary<string, string>(info.Attributes)));
            }
        }
        catch (Exception exception) when (exception is FfiException or ObjectDisposedException)
        {
            // The sender or the room went away in the middle of the text.
        }
    }
}
