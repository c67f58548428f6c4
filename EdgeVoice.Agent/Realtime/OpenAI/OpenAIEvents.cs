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
    public const string TranscriptDone = "response.output_audio_transcript.done";
    public const string TextDelta = "response.output_text.delta";
    public const string TextDone = "response.output_text.done";
    public const string OutputItemDone = "response.output_item.done";
    public const string FunctionCallDone = "response.function_call_arguments.done";
    public const string ResponseDone = "response.done";
    public const string Error = "error";

    /// <summary>Those that only tell that their response goes on.</summary>
    public static readonly IReadOnlySet<string> OfResponse = new HashSet<string>
    {
        "response.output_item.added",
        "response.content_part.added",
        "response.content_part.done",
        "response.function_call_arguments.delta",
    };

    /// <summary>Those that only tell that the session is alive.</summary>
    public static readonly IReadOnlySet<string> OfSession = new HashSet<string>
    {
        SessionCreated,
        "rate_limits.updated",
        "conversation.item.created",
        "conversation.item.added",
        "conversation.item.done",
        "conversation.item.deleted",
        "conversation.item.truncated",
        "conversation.item.retrieved",
        "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.segment",
        "input_audio_buffer.cleared",
        "input_audio_buffer.timeout_triggered",
    };
}
