namespace EdgeVoice.RealtimeEmulator.Protocol;

/// <summary>The event types that a client may send.</summary>
internal static class ClientEventTypes
{
    public const string SessionUpdate = "session.update";
    public const string InputAppend = "input_audio_buffer.append";
    public const string InputCommit = "input_audio_buffer.commit";
    public const string InputClear = "input_audio_buffer.clear";
    public const string OutputClear = "output_audio_buffer.clear";
    public const string ItemCreate = "conversation.item.create";
    public const string ItemDelete = "conversation.item.delete";
    public const string ItemRetrieve = "conversation.item.retrieve";
    public const string ItemTruncate = "conversation.item.truncate";
    public const string ResponseCreate = "response.create";
    public const string ResponseCancel = "response.cancel";
}
