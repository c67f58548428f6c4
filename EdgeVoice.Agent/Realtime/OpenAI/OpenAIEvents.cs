namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Event names of the OpenAI Realtime GA protocol.</summary>
internal static class OpenAIEvents
{
    public const string SessionCreated = "session.created";
    public const string SessionUpdated = "session.updated";
    public const string SpeechStarted = "input_audio_buffer.speech_started";
    public const string SpeechStopped = "input_audio_buffer.speech_stopped";
    public const string Committed = "input_audio_buffer.committed";
    public const string TranscriptionCompleted = "conversation.item.input_audio_transcription.completed";
    public const string TranscriptionFailed = "conversation.item.input_audio_transcription.failed";
    public const string ResponseCreated = "response.created";
    public const string AudioDelta = "response.output_audio.delta";
    public const string AudioDone = "response.output_audio.done";
    public const string TranscriptDelta = "response.output_audio_transcript.delta";
    public const string FunctionCallDone = "response.function_call_arguments.done";
    public const string ResponseDone = "response.done";
    public const string Error = "error";
}
