namespace EdgeVoice.RealtimeEmulator.Protocol;

/// <summary>The event types that a GA Realtime server sends on a WebSocket.</summary>
internal static class ServerEventTypes
{
    public const string Error = "error";
    public const string SessionCreated = "session.created";
    public const string SessionUpdated = "session.updated";
    public const string InputCommitted = "input_audio_buffer.committed";
    public const string InputCleared = "input_audio_buffer.cleared";
    public const string SpeechStarted = "input_audio_buffer.speech_started";
    public const string SpeechStopped = "input_audio_buffer.speech_stopped";
    public const string IdleTimeoutTriggered = "input_audio_buffer.timeout_triggered";
    public const string ItemAdded = "conversation.item.added";
    public const string ItemDone = "conversation.item.done";
    public const string ItemDeleted = "conversation.item.deleted";
    public const string ItemRetrieved = "conversation.item.retrieved";
    public const string ItemTruncated = "conversation.item.truncated";
    public const string TranscriptionDelta = "conversation.item.input_audio_transcription.delta";
    public const string TranscriptionCompleted = "conversation.item.input_audio_transcription.completed";
    public const string TranscriptionFailed = "conversation.item.input_audio_transcription.failed";
    public const string ResponseCreated = "response.created";
    public const string ResponseDone = "response.done";
    public const string OutputItemAdded = "response.output_item.added";
    public const string OutputItemDone = "response.output_item.done";
    public const string ContentPartAdded = "response.content_part.added";
    public const string ContentPartDone = "response.content_part.done";
    public const string OutputAudioDelta = "response.output_audio.delta";
    public const string OutputAudioDone = "response.output_audio.done";
    public const string OutputTranscriptDelta = "response.output_audio_transcript.delta";
    public const string OutputTranscriptDone = "response.output_audio_transcript.done";
    public const string OutputTextDelta = "response.output_text.delta";
    public const string OutputTextDone = "response.output_text.done";
    public const string ArgumentsDelta = "response.function_call_arguments.delta";
    public const string ArgumentsDone = "response.function_call_arguments.done";
    public const string RateLimitsUpdated = "rate_limits.updated";
}
