using Microsoft.AspNetCore.Http;

namespace EdgeVoice.ServiceDefaults.Health;

internal static class HealthEndpoints
{
    public const string Ready = "/health";
    public const string Alive = "/alive";
    public const string LiveTag = "live";

    public static bool Match(PathString path) =>
        path.Equals(Ready, StringComparison.OrdinalIgnoreCase) || path.Equals(Alive, StringComparison.OrdinalIgnoreCase);
}
