namespace EdgeVoice.CloudflareEmulator;

internal static class LoggingFeature
{
    /// <summary>Keeps the per-request lines of framework and proxy out: they hold addresses and come every second.</summary>
    public static void QuietFrameworkLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.Error);
    }
}
