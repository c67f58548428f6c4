namespace EdgeVoice.Agent.Realtime;

/// <summary>What a model session reports, in the provider-neutral terms of the turn machine.</summary>
internal abstract record RealtimeEvent;

/// <param name="SpeechStartMs">Onset on the input clock, padding excluded.</param>
internal sealed record SpeechStarted(string ItemId, long SpeechStartMs) : RealtimeEvent;

/// <param name="SpeechEndMs">Last speech on the input clock, the silence that proved it excluded.</param>
internal sealed record SpeechStopped(string ItemId, long SpeechEndMs) : RealtimeEvent;

internal sealed record InputCommitted(string ItemId) : RealtimeEvent;

/// <param name="Text">Null when the provider could not transcribe.</param>
internal sealed record UserTranscribed(string ItemId, string? Text) : RealtimeEvent
{
    /// <summary>Code of the error that stands for the words.</summary>
    public string? Failure { get; init; }
}

internal sealed record ResponseStarted(string ResponseId) : RealtimeEvent;

/// <param name="Pcm">24 kHz mono signed 16-bit little endian.</param>
internal sealed record AudioDelta(string ResponseId, string ItemId, byte[] Pcm) : RealtimeEvent;

internal sealed record AudioDone(string ResponseId, string ItemId) : RealtimeEvent;

internal sealed record TranscriptDelta(string ResponseId, string ItemId, string Text) : RealtimeEvent;

/// <summary>All words of an item. They stand instead of those that came piece by piece.</summary>
internal sealed record TranscriptDone(string ResponseId, string ItemId, string Text) : RealtimeEvent;

/// <summary>A response goes on without sound: the model thinks, or writes.</summary>
/// <param name="Writes">It writes text for eyes, which no caller hears.</param>
internal sealed record ResponseProgressed(string ResponseId, bool Writes = false) : RealtimeEvent;

internal sealed record ToolCallRequested(string ResponseId, string CallId, string Name, string Arguments) : RealtimeEvent;

internal sealed record ResponseDone(string ResponseId, ResponseStatus Status, string? Reason, RealtimeUsage Usage) : RealtimeEvent
{
    /// <summary>How long the provider wants to be left alone before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Words and tool calls as the end sums them up: some come in no other event.</summary>
    public IReadOnlyList<RealtimeEvent> Output { get; init; } = [];
}

/// <summary>A response was asked for while another was running: ask again when that one is done.</summary>
internal sealed record ResponseRefused : RealtimeEvent;

/// <summary>A response was asked for and there will be none.</summary>
internal sealed record ResponseNotMade(string Reason, TimeSpan? RetryAfter) : RealtimeEvent;

/// <summary>An error the session survives.</summary>
internal sealed record ProviderError(string Code, string Message) : RealtimeEvent;

/// <summary>Something came that says nothing but that the session is alive.</summary>
internal sealed record SignOfLife : RealtimeEvent;

/// <summary>An event that this build does not know, or that is not what the protocol says.</summary>
/// <param name="Type">Its name, as far as it can be read.</param>
internal sealed record EventNotRead(string Type, bool IsMalformed) : RealtimeEvent
{
    /// <summary>The response that it says something of.</summary>
    public string? ResponseId { get; init; }
}

/// <summary>The session is over.</summary>
/// <param name="Fatal">True when a new session would meet the same end (key, quota, account).</param>
internal sealed record SessionLost(string Reason, bool Fatal) : RealtimeEvent;
