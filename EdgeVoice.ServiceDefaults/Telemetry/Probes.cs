using System.Diagnostics;
using EdgeVoice.ServiceDefaults.Health;
using OpenTelemetry;

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

    /// <summary>Whether the client span that has just begun is one of a probe. What is asked as a part of something else is none.</summary>
    public static bool Match(HttpRequestMessage request) =>
        Activity.Current is { Parent: null } span && span.ParentSpanId == default && request.RequestUri is { IsAbsoluteUri: true } uri && Match(uri.AbsolutePath);

    /// <summary>Leaves out what is done for a request that leaves no span: with the sampler always_on its queries would be traces of their own.</summary>
    internal sealed class ChildFilter : BaseProcessor<Activity>
    {
        public override void OnStart(Activity data)
        {
            if (data.Parent is { Recorded: false })
            {
                data.IsAllDataRequested = false;
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }
    }
}
