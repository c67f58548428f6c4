namespace EdgeVoice.Agent.Telemetry;

/// <summary>Attribute names: <c>gen_ai.*</c> where a convention exists, <c>edgevoice.*</c> otherwise.</summary>
internal static class AgentTags
{
    public const string ConversationId = "gen_ai.conversation.id";
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseId = "gen_ai.response.id";
    public const string OutputType = "gen_ai.output.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string InputAudioTokens = "gen_ai.usage.audio.input_tokens";
    public const string OutputAudioTokens = "gen_ai.usage.audio.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ToolName = "gen_ai.tool.name";
    public const string ToolCallId = "gen_ai.tool.call.id";
    public const string ServerAddress = "server.address";
    public const string ProviderEndpoint = "edgevoice.provider.endpoint";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string SessionId = "session.id";
    public const string RoomId = "edgevoice.room.id";
    public const string Region = "edgevoice.region";
    public const string Persona = "edgevoice.persona";
    public const string Generation = "edgevoice.call.generation";
    public const string CallOutcome = "edgevoice.call.outcome";
    public const string TurnMark = "edgevoice.turn.mark";
    public const string TurnMarkNs = "edgevoice.turn.mark_ns";
    public const string TurnSpans = "edgevoice.turn.spans";
    public const string Provider = "edgevoice.provider";
    public const string ProviderRttMs = "edgevoice.network.provider_rtt_ms";
    public const string MediaPathMs = "edgevoice.network.media_path_ms";
    public const string CallerRttMs = "edgevoice.network.caller_rtt_ms";
    public const string CallerJitterMs = "edgevoice.network.caller_jitter_ms";
    public const string JitterBufferMs = "edgevoice.media.jitter_buffer_ms";
    public const string CallerLossPercent = "edgevoice.network.caller_loss_percent";
    public const string TurnIndex = "edgevoice.turn.index";
    public const string TurnInitiator = "edgevoice.turn.initiator";
    public const string TurnOutcome = "edgevoice.turn.outcome";
    public const string TurnFailures = "edgevoice.turn.failures";
    public const string TurnFailureReason = "edgevoice.turn.failure_reason";
    public const string HeardSilenceMs = "edgevoice.turn.heard_silence_ms";
    public const string EndpointingMs = "edgevoice.turn.endpointing_ms";
    public const string FirstAudioMs = "edgevoice.turn.first_audio_ms";
    public const string BargeInStopMs = "edgevoice.turn.barge_in_stop_ms";
    public const string GeneratedMs = "edgevoice.turn.generated_ms";
    public const string HeardMs = "edgevoice.turn.heard_ms";
    public const string UserText = "edgevoice.pii.user_text";
    public const string AgentText = "edgevoice.pii.agent_text";
    public const string HeardText = "edgevoice.pii.heard_text";
}
