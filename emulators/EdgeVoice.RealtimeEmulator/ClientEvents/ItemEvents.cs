using System.Globalization;
using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.ClientEvents;

internal static class ItemEvents
{
    public static void Create(RealtimeSession session, JsonElement create)
    {
        create.OnlyKnown("", "type", "event_id", "previous_item_id", "item");
        var item = ItemReader.Read(create.RequiredObject("item"), session.Ids);
        if (item.Type == ItemTypes.FunctionCallOutput && !session.Conversation.Items.Any(other => other.Type == ItemTypes.FunctionCall && other.CallId == item.CallId))
        {
            throw new RealtimeException(ErrorCodes.InvalidToolCallId, $"Tool call ID '{item.CallId}' not found in conversation.", "item.call_id");
        }

        session.Conversation.Insert(item, create.OptionalString("previous_item_id"));
        var previous = session.Conversation.IdBefore(item);
        session.Emit(ServerEventTypes.ItemAdded, ("previous_item_id", previous), ("item", item.ToJson()));
        session.Emit(ServerEventTypes.ItemDone, ("previous_item_id", previous), ("item", item.ToJson()));
    }

    public static void Delete(RealtimeSession session, JsonElement delete)
    {
        delete.OnlyKnown("", "type", "event_id", "item_id");
        var id = delete.RequiredString("item_id");
        if (!session.Conversation.Remove(id))
        {
            throw Missing(ErrorCodes.ItemDeleteInvalidId, "deleting", id);
        }

        session.Emit(ServerEventTypes.ItemDeleted, ("item_id", id));
    }

    public static void Retrieve(RealtimeSession session, JsonElement retrieve)
    {
        retrieve.OnlyKnown("", "type", "event_id", "item_id");
        var id = retrieve.RequiredString("item_id");
        var item = session.Conversation.Find(id) ?? throw Missing(ErrorCodes.ItemRetrieveInvalidId, "retrieving", id);
        session.Emit(ServerEventTypes.ItemRetrieved, ("item", item.ToJson()));
    }

    public static void Truncate(RealtimeSession session, JsonElement truncate)
    {
        truncate.OnlyKnown("", "type", "event_id", "item_id", "content_index", "audio_end_ms");
        var id = truncate.RequiredString("item_id");
        var index = truncate.RequiredInt("content_index");
        var endMs = truncate.RequiredInt("audio_end_ms");
        var item = session.Conversation.Find(id) ?? throw Missing(ErrorCodes.ItemTruncateInvalidId, "truncating", id);
        try
        {
            Check(item, index, endMs);
        }
        catch (RealtimeException)
        {
            session.Journal.Truncated(id, endMs, accepted: false);
            throw;
        }

        session.Journal.Truncated(id, endMs, accepted: true);
        item.SentMs = endMs;
        item.Truncated = true;
        // The server cannot tell which words were heard, so the provider drops the whole transcript.
        item.Content[0].Transcript = null;
        session.Emit(ServerEventTypes.ItemTruncated, ("item_id", id), ("content_index", index), ("audio_end_ms", endMs));
    }

    private static void Check(ConversationItem item, int index, int endMs)
    {
        var isModelAudio = item.Role == "assistant" && item.FullText is not null && item.Content.FirstOrDefault()?.Type == ContentPart.OutputAudio;
        if (!isModelAudio)
        {
            throw FaultErrors.CannotTruncate();
        }

        if (index != 0)
        {
            throw JsonFields.Invalid("content_index", $"the item has no content part {index.ToString(CultureInfo.InvariantCulture)}");
        }

        if (endMs < 0)
        {
            throw JsonFields.Invalid("audio_end_ms", "it must be 0 or more");
        }

        var sentMs = (int)Math.Floor(item.SentMs + 1e-6);
        if (endMs > sentMs)
        {
            throw new RealtimeException(ErrorCodes.InvalidValue, FormattableString.Invariant($"Audio content of {sentMs}ms is already shorter than {endMs}ms"), "audio_end_ms");
        }
    }

    private static RealtimeException Missing(string code, string doing, string id) =>
        new(code, $"Error {doing} item: the item with id '{id}' does not exist.", "item_id");
}
