using System.Text.Json;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.ClientEvents;

internal static class SessionEvents
{
    public static void Update(RealtimeSession session, JsonElement update)
    {
        update.OnlyKnown("", "type", "event_id", "session");
        session.Config.Update(update.RequiredObject("session"), audioWasSent: session.Journal.SentMs.Count > 0);
        session.WarmSpeech();
        session.Emit(ServerEventTypes.SessionUpdated, ("session", session.Config.ToJson()));
    }
}
