using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Hosting;

/// <summary>Settings, also under the names that Aspire gives them.</summary>
internal static class DashboardConfiguration
{
    private static readonly (string Theirs, string Ours)[] s_names =
    [
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "Dashboard:Otlp:GrpcEndpointUrl"),
        ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "Dashboard:Otlp:HttpEndpointUrl"),
    ];

    public static void Add(WebApplicationBuilder builder)
    {
        foreach (var (theirs, ours) in s_names)
        {
            if (builder.Configuration[theirs] is { Length: > 0 } value && string.IsNullOrEmpty(builder.Configuration[ours]))
            {
                builder.Configuration[ours] = value;
            }
        }

        builder.Services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DashboardOptions>, ValidateDashboardOptions>();
    }
}
