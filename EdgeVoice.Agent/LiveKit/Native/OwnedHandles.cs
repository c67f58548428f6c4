namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>The handles that an event gives away: each must be dropped by someone.</summary>
internal static class OwnedHandles
{
    public static IEnumerable<ulong> In(Wire.FfiEvent ffiEvent) => ffiEvent.MessageCase switch
    {
        Wire.FfiEvent.MessageOneofCase.RoomEvent => In(ffiEvent.RoomEvent),
        Wire.FfiEvent.MessageOneofCase.Connect when ffiEvent.Connect.Result is { } result => In(result),
        Wire.FfiEvent.MessageOneofCase.PublishTrack => Of(ffiEvent.PublishTrack.Publication?.Handle),
        _ => [],
    };

    public static IEnumerable<ulong> In(Wire.RoomEvent roomEvent) => roomEvent.MessageCase switch
    {
        Wire.RoomEvent.MessageOneofCase.ParticipantConnected => Of(roomEvent.ParticipantConnected.Info?.Handle),
        Wire.RoomEvent.MessageOneofCase.TrackPublished => Of(roomEvent.TrackPublished.Publication?.Handle),
        Wire.RoomEvent.MessageOneofCase.TrackSubscribed => Of(roomEvent.TrackSubscribed.Track?.Handle),
        Wire.RoomEvent.MessageOneofCase.DataPacketReceived => Of(roomEvent.DataPacketReceived.User?.Data?.Handle),
        Wire.RoomEvent.MessageOneofCase.ByteStreamOpened => Of(roomEvent.ByteStreamOpened.Reader?.Handle),
        Wire.RoomEvent.MessageOneofCase.TextStreamOpened => Of(roomEvent.TextStreamOpened.Reader?.Handle),
        _ => [],
    };

    /// <summary>The participants and publications that were there at the join; not the room and the local participant.</summary>
    public static IEnumerable<ulong> Present(Wire.ConnectCallback.Types.Result result) =>
        result.Participants.SelectMany(present =>
            Of(present.Participant?.Handle).Concat(present.Publications.SelectMany(publication => Of(publication.Handle))));

    private static IEnumerable<ulong> In(Wire.ConnectCallback.Types.Result result) =>
        Present(result).Concat(Of(result.LocalParticipant?.Handle)).Concat(Of(result.Room?.Handle));

    private static IEnumerable<ulong> Of(Wire.Handle? handle) => handle is { Id: not 0 } ? [handle.Id] : [];
}
