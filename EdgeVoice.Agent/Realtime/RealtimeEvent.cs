namespace EdgeVoice.Agent.Realtime;

/// <summary>What a model session reports, in the provider-neutral terms of the turn machine.</summary>
internal abstract record RealtimeEvent;

/// <param name="SpeechStartMs">Onset on the input clock, padding excluded.</param>
internal sealed record SpeechStarted(string ItemId, long SpeechStartMs) : RealtimeEvent;

/// <param name="SpeechEndMs">Last speech on the input clock, the silence that proved it excluded.</param>
internal sealed record SpeechStopped(string ItemId, long SpeechEndMs) : RealtimeEvent;

internal sealed record InputCommitted(string ItemId) : RealtimeEvent;

/// <param name="Text">Null when the provider could not transcribe.</param>
internal sealed record UserTranscribed(string ItemId, string? Text) : RealtimeEvent;

internal sealed record ResponseStarted(string ResponseId) : RealtimeEvent;

/// <param name="Pcm">24 kHz mono signed 16-bit little endian.</param>
internal sealed record AudioDelta(string ResponseId, string ItemId, byte[] Pcm) : RealtimeEvent;

internal sealed record AudioDone(string ResponseId, string ItemId) : RealtimeEvent;

internal sealed record TranscriptDelta(string ResponseId, string ItemId, string Text) : RealtimeEvent;

internal sealed record ToolCallRequested(string ResponseId, string CallId, string Name, string Arguments) : RealtimeEvent;

internal sealed record ResponseDone(string ResponseId, ResponseStatus Status, string? Reason, RealtimeUsage Usage) : RealtimeEvent;

/// <summary>A response was asked for while another was running: ask again when that one is done.</summary>
internal sealed record ResponseRefused : RealtimeEvent;

/// <summary>An error the session survives.</summary>
internal sealed record ProviderError(string Code, string Message) : RealtimeEvent;

/// <summary>The session is over.</summary>
/// <param name="Fatal">True when a new session would meet the same end (key, quota, account).</param>
internal sealed record SessionLost(string Reason, bool Fatal) : RealtimeEvent;
