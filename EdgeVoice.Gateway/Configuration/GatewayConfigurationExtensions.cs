using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

internal static class GatewayConfigurationExtensions
{
    /// <summary>Binds and checks the settings when the host starts.</summary>
    public static IServiceCollection AddGatewayConfiguration(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.SectionName).ValidateOnStart();
        services.AddOptions<LiveKitOptions>().BindConfiguration(LiveKitOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, ValidateGatewayOptions>();
        services.AddSingleton<IValidateOptions<LiveKitOptions>, ValidateLiveKitOptions>();
        return services;
    }
}
