using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Admin;

internal static class SessionsApi
{
    public static void MapSessions(this RouteGroupBuilder admin)
    {
        admin.MapGet("/sessions", (SessionRegistry sessions) => sessions.All().Select(SessionView.Of));
        admin.MapGet("/sessions/{id}/items", (string id, SessionRegistry sessions) =>
            sessions.All().FirstOrDefault(session => session.Id == id) is { } session ? Results.Json(SessionView.ItemsOf(session)) : Results.NotFound());
    }
}
