using System.Text;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Writes the events around one output item. Every method runs under the session's gate.</summary>
internal sealed class OutputItem(RealtimeSession session, ResponseRun run, ConversationItem item)
{
    private readonly StringBuilder _said = new();

    public ConversationItem Item => item;

    public void OpenMessage()
    {
        Open();
        var part = new ContentPart(run.Request.SpeaksAudio ? ContentPart.OutputAudio : ContentPart.OutputText);
        item.Content.Add(part);
        Emit(ServerEventTypes.ContentPartAdded, ("content_index", 0), ("part", part.ToResponsePart()));
        run.CloseItem = CloseMessage;
    }

    public void OpenFunctionCall()
    {
        Open();
        run.CloseItem = CloseFunctionCall;
    }

    public void SendText(string delta)
    {
        _said.Append(delta);
        run.TextTokens += UsageMeter.TextTokens(delta);
        Emit(run.Request.SpeaksAudio ? ServerEventTypes.OutputTranscriptDelta : ServerEventTypes.OutputTextDelta, ("content_index", 0), ("delta", delta));
    }

    public void SendAudio(ReadOnlySpan<byte> audio, double milliseconds)
    {
        item.SentMs += milliseconds;
        run.AudioMs += milliseconds;
        session.Journal.Sent(item.Id, milliseconds);
        RepeatAudio(audio);
    }

    /// <summary>Sends a delta without counting it, as a provider that lies would.</summary>
    public void RepeatAudio(ReadOnlySpan<byte> audio) =>
        Emit(ServerEventTypes.OutputAudioDelta, ("content_index", 0), ("delta", Convert.ToBase64String(audio)));

    public void SendArguments(string delta)
    {
        _said.Append(delta);
        run.TextTokens += UsageMeter.TextTokens(delta);
        Emit(ServerEventTypes.ArgumentsDelta, ("call_id", item.CallId), ("delta", delta));
    }

    private void Open()
    {
        item.Status = ResponseStatus.InProgress;
        run.Output.Add(item);
        session.Emit(ServerEventTypes.OutputItemAdded, ("response_id", run.Id), ("output_index", 0), ("item", item.ToJson()));
        if (run.Request.InConversation)
        {
            session.Conversation.Append(item);
            session.Emit(ServerEventTypes.ItemAdded, ("previous_item_id", session.Conversation.IdBefore(item)), ("item", item.ToJson()));
        }
    }

    private void CloseMessage(string status)
    {
        var said = _said.ToString();
        var part = item.Content[0];
        if (run.Request.SpeaksAudio)
        {
            // Gone when the client has truncated the item while it was still being sent.
            part.Transcript = item.Truncated ? null : said;
            Emit(ServerEventTypes.OutputAudioDone, ("content_index", 0));
            Emit(ServerEventTypes.OutputTranscriptDone, ("content_index", 0), ("transcript", said));
        }
        else
        {
            part.Text = said;
            Emit(ServerEventTypes.OutputTextDone, ("content_index", 0), ("text", said));
        }

        Emit(ServerEventTypes.ContentPartDone, ("content_index", 0), ("part", part.ToResponsePart()));
        Close(status);
    }

    private void CloseFunctionCall(string status)
    {
        item.Arguments = _said.ToString();
        Emit(ServerEventTypes.ArgumentsDone, ("call_id", item.CallId), ("name", item.Name), ("arguments", item.Arguments));
        Close(status);
    }

    private void Close(string status)
    {
        run.CloseItem = null;
        item.Status = status;
        session.Emit(ServerEventTypes.OutputItemDone, ("response_id", run.Id), ("output_index", 0), ("item", item.ToJson()));
        // The client may have deleted it meanwhile.
        if (session.Conversation.Find(item.Id) is not null)
        {
            session.Emit(ServerEventTypes.ItemDone, ("previous_item_id", session.Conversation.IdBefore(item)), ("item", item.ToJson()));
        }
    }

    private void Emit(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields) =>
        session.Emit(type, [("response_id", run.Id), ("item_id", item.Id), ("output_index", 0), .. fields]);
}
