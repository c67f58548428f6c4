namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Takes a room's events on a thread of the core: must neither block nor throw.</summary>
internal interface IRoomEventSink
{
    void OnRoomEvent(Wire.RoomEvent roomEvent);
}
