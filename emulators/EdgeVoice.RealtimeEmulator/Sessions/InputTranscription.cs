using System.Globalization;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>The user's transcript, from the scenario. It comes when it comes: before, between or after the response's events.</summary>
internal static class InputTranscription
{
    private const int SoonestMs = 50;
    private const double AudioTokenMs = 100;

    public static void Schedule(RealtimeSession session, ConversationItem item)
    {
        if (session.Config.TranscriptionModel is not { } model)
        {
            return;
        }

        var scripted = session.Script.TakeTranscript();
        var text = scripted?.Text ?? Text(session, item);
        void Send()
        {
            if (scripted?.Failed is { } code)
            {
                Fail(session, item, code);
            }
            else
            {
                Deliver(session, item, text, model);
            }
        }

        if (session.Faults.Take(FaultKinds.TranscriptAfterDone) is { } fault)
        {
            session.Responses.AfterNextDone(() => session.After(TimeSpan.FromMilliseconds(fault.DurationMs ?? SoonestMs), Send));
            return;
        }

        session.After(TimeSpan.FromMilliseconds(session.Random.Next(SoonestMs, session.TranscriptWithinMs)), Send);
    }

    public static string Text(RealtimeSession session, ConversationItem item)
    {
        var number = session.Conversation.Items.TakeWhile(other => other != item).Count(other => other.IsUserTurn) + 1;
        return session.Scenario.TurnFor(number).User
            ?? string.Create(CultureInfo.InvariantCulture, $"(speech, {item.SpeechMs / 1000:0.0} s)");
    }

    private static void Fail(RealtimeSession session, ConversationItem item, string code) =>
        session.Emit(ServerEventTypes.TranscriptionFailed, ("item_id", item.Id), ("content_index", 0), ("error", new JsonObject
        {
            ["type"] = "invalid_request_error",
            ["code"] = code,
            ["message"] = "The user's words could not be written down.",
            ["param"] = null,
        }));

    private static void Deliver(RealtimeSession session, ConversationItem item, string text, string model)
    {
        item.Content[0].Transcript = text;
        var words = text.Split(' ');
        // Whisper does not stream: its one delta is the whole text.
        string[] deltas = model == "whisper-1" ? [text] : [.. words.Select((word, index) => index == 0 ? word : $" {word}")];
        foreach (var delta in deltas)
        {
            session.Emit(ServerEventTypes.TranscriptionDelta, ("item_id", item.Id), ("content_index", 0), ("delta", delta));
        }

        session.Emit(ServerEventTypes.TranscriptionCompleted, ("item_id", item.Id), ("content_index", 0), ("transcript", text), ("usage", Usage(item, words.Length, model)));
    }

    private static JsonObject Usage(ConversationItem item, int words, string model)
    {
        if (model == "whisper-1")
        {
            return new JsonObject { ["type"] = "duration", ["seconds"] = Math.Round(item.AudioMs / 1000, 3) };
        }

        var input = (int)Math.Ceiling(item.AudioMs / AudioTokenMs);
        return new JsonObject
        {
            ["type"] = "tokens",
            ["total_tokens"] = input + words,
            ["input_tokens"] = input,
            ["input_token_details"] = new JsonObject { ["text_tokens"] = 0, ["audio_tokens"] = input },
            ["output_tokens"] = words,
        };
    }
}
