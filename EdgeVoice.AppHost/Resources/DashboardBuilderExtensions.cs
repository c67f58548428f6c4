using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.AppHost.Resources;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The turn dashboard, and where services send what it shows.</summary>
internal static class DashboardBuilderExtensions
{
    private const string Name = "dashboard";
    private const string Grpc = "otlp-grpc";
    private const string Http = "otlp-http";
    private const int PagePort = 18888;
    private const int GrpcPort = 4317;
    private const int HttpPort = 4318;
    private const int KeyLength = 32;

    /// <summary>The dashboard; null when <c>EdgeVoice:Dashboard</c> is false.</summary>
    public static DashboardDoors? AddDashboard(this IDistributedApplicationBuilder builder, EdgeVoiceSettings settings)
    {
        if (!builder.Configuration.GetValue("EdgeVoice:Dashboard", defaultValue: true))
        {
            return null;
        }

        var (running, known) = (builder.ExecutionContext.IsRunMode, settings.EdgePort is not null);
        // A new token for each run: the line that is printed opens this run and no other.
        var token = builder.AddParameter("dashboard-token", new GenerateParameterDefault { MinLength = KeyLength, Special = false }, secret: true);
        var key = builder.AddParameter("dashboard-otlp-key", new GenerateParameterDefault { MinLength = KeyLength, Special = false }, secret: true, persist: true);
        var dashboard = builder.AddService<Projects.EdgeVoice_Dashboard>(Name)
            .WithHttpEndpoint(port: known ? PagePort : null)
            .WithEndpoint(targetPort: running ? null : GrpcPort, scheme: "tcp", name: Grpc)
            .WithEndpoint(targetPort: running ? null : HttpPort, scheme: "tcp", name: Http)
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Turn dashboard")
            .WithUrlForEndpoint(Grpc, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithUrlForEndpoint(Http, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithIconName("ChartMultiple")
            .WithEnvironment("Dashboard__Frontend__BrowserToken", token)
            .WithEnvironment("Dashboard__Otlp__PrimaryApiKey", key)
            .WithEnvironment("Dashboard__DataDirectory", running ? Path.Combine(settings.StateDirectory, Name) : "/var/lib/edgevoice/dashboard")
            .WithAspireDashboard();
        var host = running ? "127.0.0.1" : "0.0.0.0";
        dashboard
            .WithEnvironment("Dashboard__Otlp__GrpcEndpointUrl", ReferenceExpression.Create($"http://{host}:{dashboard.GetEndpoint(Grpc).Property(EndpointProperty.TargetPort)}"))
            .WithEnvironment("Dashboard__Otlp__HttpEndpointUrl", ReferenceExpression.Create($"http://{host}:{dashboard.GetEndpoint(Http).Property(EndpointProperty.TargetPort)}"));
        if (running)
        {
            // What callers say to an emulator or to their own key on this machine may be read by whoever runs it.
            dashboard.WithEnvironment("Dashboard__ShowContent", "true").WithLoginLine(token);
        }

        return new DashboardDoors(dashboard, key);
    }

    /// <summary>Sends the turn dashboard what it needs beside what goes to Aspire's, in run mode; published, each cell decides.</summary>
    public static IResourceBuilder<T> WithTelemetry<T>(this IResourceBuilder<T> service, DashboardDoors? doors) where T : IResourceWithEnvironment =>
        doors is null || service.ApplicationBuilder.ExecutionContext.IsPublishMode ? service : service
            .WithEnvironment("TurnDashboard__OtlpEndpoint", ReferenceExpression.Create($"http://{doors.Dashboard.GetEndpoint(Grpc).Property(EndpointProperty.HostAndPort)}"))
            .WithEnvironment("TurnDashboard__OtlpApiKey", doors.Key);

    /// <summary>Tells an agent where to send audio, when <c>EdgeVoice:CaptureAudio</c> says so.</summary>
    public static IResourceBuilder<T> WithAudioCapture<T>(this IResourceBuilder<T> agent, DashboardDoors? doors) where T : IResourceWithEnvironment =>
        doors is null || agent.ApplicationBuilder.ExecutionContext.IsPublishMode || !agent.ApplicationBuilder.Configuration.GetValue<bool>("EdgeVoice:CaptureAudio") ? agent : agent
            .WithEnvironment("CaptureAudio__Endpoint", ReferenceExpression.Create($"http://{doors.Dashboard.GetEndpoint(Http).Property(EndpointProperty.HostAndPort)}"))
            .WithEnvironment("CaptureAudio__ApiKey", doors.Key);

    // Where a turn's whole trace is to be seen. Its own spans would be one for each packet of telemetry that it takes in.
    private static IResourceBuilder<ProjectResource> WithAspireDashboard(this IResourceBuilder<ProjectResource> dashboard) =>
        dashboard.ApplicationBuilder.ExecutionContext.IsPublishMode ? dashboard : dashboard
            .WithEnvironment("OTEL_TRACES_SAMPLER", "always_off")
            .WithEnvironment(context =>
            {
                if (AspireDashboard.Url(dashboard.ApplicationBuilder.Configuration) is { } url)
                {
                    context.EnvironmentVariables["Dashboard__Aspire__Url"] = url;
                }
            });

    private static void WithLoginLine(this IResourceBuilder<ProjectResource> dashboard, IResourceBuilder<ParameterResource> token) =>
        dashboard.OnResourceEndpointsAllocated(async (project, _, cancellationToken) =>
        {
            var address = project.GetEndpoint("http").Url.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
            Console.WriteLine($"Turn dashboard  {address}/login?t={await token.Resource.GetValueAsync(cancellationToken).ConfigureAwait(false)}");
        });
}
