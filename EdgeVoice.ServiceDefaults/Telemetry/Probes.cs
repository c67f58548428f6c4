using EdgeVoice.ServiceDefaults.Health;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>What machines ask one another every second or more often. A trace of each would hide those of callers.</summary>
internal static class Probes
{
    private static readonly HashSet<string> s_paths = new(StringComparer.OrdinalIgnoreCase)
    {
        HealthEndpoints.Ready,
        HealthEndpoints.Alive,
        "/healthz/realtime",
        "/status",
        "/status/watch",
        "/metrics",
        "/twirp/livekit.RoomService/ListRooms",
    };

    /// <param name="path">Of the request, with its leading slash and without a query.</param>
    public static bool Match(string? path) => path is not null && s_paths.Contains(path);
}
