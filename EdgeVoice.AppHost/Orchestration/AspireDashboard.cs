using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeVoice.AppHost.Resources;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Aspire's own dashboard: where it listens.</summary>
internal static class AspireDashboard
{
    private const string Urls = "ASPNETCORE_URLS";
    private const string Otlp = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string Resources = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";

    private static readonly (string Key, int Port)[] s_doors = [(Urls, 15_888), (Otlp, 18_890), (Resources, 18_891)];

    /// <summary>Its public address; nothing when it does not run.</summary>
    public static string? Url(IConfiguration configuration) => configuration[Urls]?.Split(';')[0].TrimEnd('/');

    /// <summary>
    /// The launch profile's addresses, or the same where there is no profile; free ports where runs are to fit beside one another. Over http, which needs no
    /// certificate: all of it is loopback.
    /// </summary>
    public static void AddAspireDashboard(this IDistributedApplicationBuilder builder, EdgeVoiceSettings settings)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        var random = settings.EdgePort is null;
        foreach (var (key, port) in s_doors.Where(door => random || string.IsNullOrEmpty(builder.Configuration[door.Key])))
        {
            builder.Configuration[key] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{(random ? FreePort() : port)}");
        }

        builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
