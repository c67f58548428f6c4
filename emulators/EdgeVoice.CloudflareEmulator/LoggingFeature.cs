namespace EdgeVoice.CloudflareEmulator;

internal static class LoggingFeature
{
    /// <summary>Keeps the per-request lines of framework and proxy out: they hold addresses and come every second.</summary>
    public static void QuietFrameworkLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It warns that the ports asked for are those that are listened on.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        // A service that is down is what the monitor, the status page and the metrics tell.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);
    }
}
