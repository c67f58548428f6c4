namespace EdgeVoice.ServiceDefaults.Health;

internal static class HealthEndpoints
{
    public const string Ready = "/health";
    public const string Alive = "/alive";
    public const string LiveTag = "live";
}
