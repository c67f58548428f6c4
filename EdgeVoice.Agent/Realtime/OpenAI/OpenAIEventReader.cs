using System.Text.Json;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>
/// Wire event to <see cref="RealtimeEvent"/>, for one session. A message that is not what the protocol says is
/// <see cref="EventNotRead"/>, never an exception: a provider that sends nonsense must not end a call.
/// </summary>
internal sealed class OpenAIEventReader(TurnDetection turnDetection)
{
    private readonly SampleAligner _samples = new();

    public RealtimeEvent Read(ReadOnlyMemory<byte> message)
    {
        var type = "";
        try
        {
            using var document = JsonDocument.Parse(message);
            type = Text(document.RootElement, "type");
            return Map(type, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new EventNotRead(type, IsMalformed: true);
        }
    }

    private RealtimeEvent Map(string type, JsonElement message) => type switch
    {
        OpenAIEvents.SessionUpdated => new SessionSettled(),
        OpenAIEvents.AudioDelta => Audio(message),
        OpenAIEvents.TranscriptDelta => new TranscriptDelta(Text(message, "response_id"), Text(message, "item_id"), Text(message, "delta")),
        OpenAIEvents.TranscriptDone => new TranscriptDone(Text(message, "response_id"), Text(message, "item_id"), Text(message, "transcript")),
        OpenAIEvents.AudioDone => new AudioDone(Text(message, "response_id"), Text(message, "item_id")),
        OpenAIEvents.SpeechStarted => new SpeechStarted(Text(message, "item_id"), SpeechStart(message)),
        OpenAIEvents.SpeechStopped => new SpeechStopped(Text(message, "item_id"), SpeechEnd(message)),
        OpenAIEvents.Committed => new InputCommitted(Text(message, "item_id")),
        OpenAIEvents.TranscriptionCompleted => new UserTranscribed(Text(message, "item_id"), Text(message, "transcript").Trim()),
        OpenAIEvents.TranscriptionFailed => new UserTranscribed(Text(message, "item_id"), null) { Failure = OpenAIErrors.CodeOf(Optional(message, "error")) },
        OpenAIEvents.ResponseCreated => new ResponseStarted(Text(message.GetProperty("response"), "id")),
        OpenAIEvents.FunctionCallDone => FunctionCall(message),
        OpenAIEvents.OutputItemDone => OpenAIOutput.Read(Text(message, "response_id"), message.GetProperty("item")) ?? new ResponseProgressed(Text(message, "response_id")),
        OpenAIEvents.ResponseDone => Done(message.GetProperty("response")),
        OpenAIEvents.Error => OpenAIErrors.Read(message.GetProperty("error")),
        OpenAIEvents.TextDelta or OpenAIEvents.TextDone => new ResponseProgressed(Text(message, "response_id"), Writes: true),
        _ when OpenAIEvents.OfResponse.Contains(type) => new ResponseProgressed(Text(message, "response_id")),
        _ when OpenAIEvents.OfSession.Contains(type) => new SignOfLife(),
        _ => new EventNotRead(type, IsMalformed: false) { ResponseId = OptionalText(message, "response_id") },
    };

    private AudioDelta Audio(JsonElement message)
    {
        var item = Text(message, "item_id");
        return new AudioDelta(Text(message, "response_id"), item, _samples.Align(item, message.GetProperty("delta").GetBytesFromBase64()));
    }

    // Without a name nothing can be run: the finished item brings it.
    private static RealtimeEvent FunctionCall(JsonElement message) => OptionalText(message, "name") is { Length: > 0 } name
        ? new ToolCallRequested(Text(message, "response_id"), Text(message, "call_id"), name, Text(message, "arguments"))
        : new ResponseProgressed(Text(message, "response_id"));

    // The protocol counts audio_start_ms from the start of the padding and audio_end_ms to the end of the silence.
    private long SpeechStart(JsonElement message) =>
        Ms(message, "audio_start_ms") + (IsServerVad ? turnDetection.PrefixPaddingMs : 0);

    private long SpeechEnd(JsonElement message) =>
        Math.Max(0, Ms(message, "audio_end_ms") - (IsServerVad ? turnDetection.SilenceDurationMs : 0));

    // A whole number may be written 120.0.
    private static long Ms(JsonElement message, string name) =>
        message.GetProperty(name).GetDouble() is var ms and >= 0 and < int.MaxValue ? (long)ms : throw new FormatException(name);

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
        var error = details is { } known ? Optional(known, "error") : null;
        var reason = (details is { } told ? OptionalText(told, "reason") : null) ?? (error is null ? null : OpenAIErrors.CodeOf(error));
        var id = Text(response, "id");
        return new ResponseDone(id, status, reason, Usage(Optional(response, "usage")))
        {
            RetryAfter = OpenAIErrors.RetryAfter(error),
            Output = OpenAIOutput.ReadAll(id, Optional(response, "output")),
        };
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

    internal static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException(name);

    // What is optional is never a reason to lose the event that it stands in.
    internal static string? OptionalText(JsonElement element, string name) =>
        Optional(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static JsonElement? Optional(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static int Number(JsonElement? element, string name) =>
        element is { } known && Optional(known, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && number is >= 0 and <= int.MaxValue ? (int)number : 0;
}
