using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.ClientEvents;

internal static class ResponseEvents
{
    public static void Create(RealtimeSession session, JsonElement create)
    {
        create.OnlyKnown("", "type", "event_id", "response");
        session.Responses.Create(create.OptionalObject("response"));
    }

    public static void Cancel(RealtimeSession session, JsonElement cancel)
    {
        cancel.OnlyKnown("", "type", "event_id", "response_id");
        session.Responses.Cancel(cancel.OptionalString("response_id"));
    }
}
