using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.ClientEvents;

/// <summary>Reads one client message and hands it to its handler. Whatever is wrong with it becomes an <c>error</c> event.</summary>
internal static partial class ClientEventDispatcher
{
    private static readonly JsonDocumentOptions s_json = new() { AllowDuplicateProperties = false };

    private static readonly FrozenDictionary<string, Action<RealtimeSession, JsonElement>> s_handlers =
        new Dictionary<string, Action<RealtimeSession, JsonElement>>
        {
            [ClientEventTypes.SessionUpdate] = SessionEvents.Update,
            [ClientEventTypes.InputAppend] = InputAudioEvents.Append,
            [ClientEventTypes.InputCommit] = InputAudioEvents.Commit,
            [ClientEventTypes.InputClear] = InputAudioEvents.Clear,
            [ClientEventTypes.OutputClear] = InputAudioEvents.ClearOutput,
            [ClientEventTypes.ItemCreate] = ItemEvents.Create,
            [ClientEventTypes.ItemDelete] = ItemEvents.Delete,
            [ClientEventTypes.ItemRetrieve] = ItemEvents.Retrieve,
            [ClientEventTypes.ItemTruncate] = ItemEvents.Truncate,
            [ClientEventTypes.ResponseCreate] = ResponseEvents.Create,
            [ClientEventTypes.ResponseCancel] = ResponseEvents.Cancel,
        }.ToFrozenDictionary();

    public static void Handle(RealtimeSession session, ReadOnlyMemory<byte> message, ILogger logger)
    {
        string? eventId = null;
        try
        {
            using var document = Parse(message);
            var root = document.RootElement;
            eventId = EventId(root);
            Dispatch(session, root);
        }
        catch (RealtimeException error)
        {
            session.EmitError(error, eventId);
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, session.Id);
            session.EmitError(new(ErrorCodes.ServerError, "The server had an error while processing your request.", null, RealtimeException.Server), eventId);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            var document = JsonDocument.Parse(message, s_json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new RealtimeException(ErrorCodes.InvalidEvent, "The event must be a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException)
        {
            throw new RealtimeException(ErrorCodes.InvalidEvent, "The event is not valid JSON.");
        }
    }

    private static string? EventId(JsonElement root) =>
        root.TryGetProperty("event_id", out var id) && id.ValueKind == JsonValueKind.String ? id.AsText("event_id") : null;

    private static void Dispatch(RealtimeSession session, JsonElement root)
    {
        if (!root.TryGetProperty("type", out var value) || value.ValueKind != JsonValueKind.String)
        {
            throw new RealtimeException(ErrorCodes.InvalidEvent, "The event must have a 'type', which is a string.", "type");
        }

        var type = value.AsText("type");
        _ = root.OptionalString("event_id");
        if (!s_handlers.TryGetValue(type, out var handler))
        {
            throw new RealtimeException(ErrorCodes.InvalidValue,
                $"Invalid value: '{Shorten(type)}'. Supported values are: {string.Join(", ", s_handlers.Keys.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))}.", "type");
        }

        if (type != ClientEventTypes.InputAppend)
        {
            session.Journal.Note(session.Time.GetUtcNow(), fromClient: true, type);
            session.Faults.RefuseIfPlanned(type);
        }

        handler(session, root);
    }

    private static string Shorten(string type) => type.Length <= 64 ? type : $"{type[..64]}…";

    [LoggerMessage(1, LogLevel.Error, "Session {SessionId}: a client event could not be handled")]
    private static partial void LogFailed(ILogger logger, Exception exception, string sessionId);
}
