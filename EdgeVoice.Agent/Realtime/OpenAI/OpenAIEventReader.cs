using System.Text.Json;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>
/// Wire event to <see cref="RealtimeEvent"/>. A message that is not what the protocol says is null, never an exception:
/// a provider that sends nonsense must not end a call.
/// </summary>
internal sealed class OpenAIEventReader(TurnDetection turnDetection)
{
    public RealtimeEvent? Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return Map(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private RealtimeEvent? Map(JsonElement message) => Text(message, "type") switch
    {
        OpenAIEvents.SessionUpdated => new SessionSettled(),
        OpenAIEvents.AudioDelta => new AudioDelta(Text(message, "response_id"), Text(message, "item_id"), message.GetProperty("delta").GetBytesFromBase64()),
        OpenAIEvents.TranscriptDelta => new TranscriptDelta(Text(message, "response_id"), Text(message, "item_id"), Text(message, "delta")),
        OpenAIEvents.AudioDone => new AudioDone(Text(message, "response_id"), Text(message, "item_id")),
        OpenAIEvents.SpeechStarted => new SpeechStarted(Text(message, "item_id"), SpeechStart(message)),
        OpenAIEvents.SpeechStopped => new SpeechStopped(Text(message, "item_id"), SpeechEnd(message)),
        OpenAIEvents.Committed => new InputCommitted(Text(message, "item_id")),
        OpenAIEvents.TranscriptionCompleted => new UserTranscribed(Text(message, "item_id"), Text(message, "transcript").Trim()),
        OpenAIEvents.TranscriptionFailed => new UserTranscribed(Text(message, "item_id"), null),
        OpenAIEvents.ResponseCreated => new ResponseStarted(Text(message.GetProperty("response"), "id")),
        OpenAIEvents.FunctionCallDone => new ToolCallRequested(Text(message, "response_id"), Text(message, "call_id"), Text(message, "name"), Text(message, "arguments")),
        OpenAIEvents.ResponseDone => Done(message.GetProperty("response")),
        OpenAIEvents.Error => Error(message.GetProperty("error")),
        _ => null,
    };

    // The protocol counts audio_start_ms from the start of the padding and audio_end_ms to the end of the silence.
    private long SpeechStart(JsonElement message) =>
        message.GetProperty("audio_start_ms").GetInt64() + (IsServerVad ? turnDetection.PrefixPaddingMs : 0);

    private long SpeechEnd(JsonElement message) =>
        Math.Max(0, message.GetProperty("audio_end_ms").GetInt64() - (IsServerVad ? turnDetection.SilenceDurationMs : 0));

    private bool IsServerVad => turnDetection.Type == "server_vad";

    private static ResponseDone Done(JsonElement response)
    {
        var details = Optional(response, "status_details");
        var status = Text(response, "status") switch
        {
            "completed" => ResponseStatus.Completed,
            "cancelled" => ResponseStatus.Cancelled,
            "incomplete" => ResponseStatus.Incomplete,
            _ => ResponseStatus.Failed,
        };
        var reason = details is { } known
            ? OptionalText(known, "reason") ?? (Optional(known, "error") is { } error ? OptionalText(error, "code") ?? OptionalText(error, "type") : null)
            : null;
        return new ResponseDone(Text(response, "id"), status, reason, Usage(Optional(response, "usage")));
    }

    private static RealtimeUsage Usage(JsonElement? usage)
    {
        if (usage is not { } known)
        {
            return default;
        }

        var input = Optional(known, "input_token_details");
        var output = Optional(known, "output_token_details");
        return new RealtimeUsage(
            Number(known, "input_tokens"), Number(known, "output_tokens"), Number(input, "audio_tokens"), Number(output, "audio_tokens"), Number(input, "cached_tokens"));
    }

    private static RealtimeEvent Error(JsonElement error)
    {
        var code = OptionalText(error, "code") ?? OptionalText(error, "type") ?? "unknown";
        return code switch
        {
            OpenAIErrorCodes.SessionExpired => new SessionLost(code, Fatal: false),
            OpenAIErrorCodes.ActiveResponse => new ResponseRefused(),
            _ when OpenAIErrorCodes.IsFatal(code) => new SessionLost(code, Fatal: true),
            _ => new ProviderError(code, OptionalText(error, "message") ?? ""),
        };
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException(name);

    // What is optional is never a reason to lose the event that it stands in.
    private static string? OptionalText(JsonElement element, string name) =>
        Optional(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Optional(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static int Number(JsonElement? element, string name) =>
        element is { } known && Optional(known, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : 0;
}
