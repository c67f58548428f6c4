namespace EdgeVoice.Agent.LiveKit;

/// <summary>Something that happened in a room, in the order in which the core saw it.</summary>
internal abstract record RoomEvent;

/// <summary>Someone joined; also raised once for each participant that was there before.</summary>
internal sealed record ParticipantConnected(Participant Participant) : RoomEvent;

internal sealed record ParticipantDisconnected(string Identity, DisconnectReason Reason) : RoomEvent;

internal sealed record ParticipantAttributesChanged(string Identity, IReadOnlyDictionary<string, string> Changed) : RoomEvent;

/// <summary>Audio of a participant can be heard; after a full reconnect the same participant comes with a new track.</summary>
internal sealed record AudioTrackSubscribed(string Identity, string TrackSid, RemoteAudioTrack Track) : RoomEvent;

/// <summary>The track ended; its streams are closed already.</summary>
internal sealed record TrackUnsubscribed(string Identity, string TrackSid) : RoomEvent;

internal sealed record TrackMuted(string Identity, string TrackSid) : RoomEvent;

internal sealed record TrackUnmuted(string Identity, string TrackSid) : RoomEvent;

/// <summary>Somebody hears our track.</summary>
internal sealed record LocalTrackSubscribed(string TrackSid) : RoomEvent;

/// <summary>Our track was published again after a full reconnect and has a new id.</summary>
internal sealed record LocalTrackRepublished(string PreviousSid, string TrackSid) : RoomEvent;

/// <summary>A whole text stream.</summary>
internal sealed record TextReceived(string Topic, string Identity, string Text, string StreamId, IReadOnlyDictionary<string, string> Attributes) : RoomEvent;

internal sealed record DataReceived(string? Topic, string Identity, ReadOnlyMemory<byte> Data, bool Reliable) : RoomEvent;

internal sealed record Reconnecting : RoomEvent;

internal sealed record Reconnected : RoomEvent;

/// <summary>The last event of a room.</summary>
internal sealed record Disconnected(DisconnectReason Reason) : RoomEvent;
