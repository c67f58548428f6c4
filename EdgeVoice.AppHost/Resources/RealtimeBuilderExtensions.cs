using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.AppHost.Resources;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The realtime provider.</summary>
internal static class RealtimeBuilderExtensions
{
    private const string ApiKeyName = "openai-api-key";
    private const string DefaultModel = "gpt-realtime";
    internal const string OpenAIEndpoint = "wss://api.openai.com/v1/realtime";
    private const int EmulatorKeyLength = 32;

    /// <summary>OpenAI when the parameter <c>openai-api-key</c> has a value and in publish mode, otherwise the emulator.</summary>
    public static RealtimeProvider AddRealtimeProvider(this IDistributedApplicationBuilder builder, EdgeVoiceSettings settings)
    {
        var model = ModelName(builder.Configuration);
        return builder.ExecutionContext.IsPublishMode || HasApiKey(builder.Configuration) ? builder.AddOpenAI(model) : builder.AddRealtimeEmulators(model, settings);
    }

    /// <summary>Tells an agent which provider to talk to, and lets it wait for that.</summary>
    public static IResourceBuilder<T> WithRealtimeProvider<T>(this IResourceBuilder<T> agent, RealtimeProvider provider, Region region)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        var endpoints = provider.Endpoints(region).ToArray();
        if (endpoints is [var only])
        {
            agent.WithEnvironment("Realtime__Endpoint", only.Url);
        }

        foreach (var (index, endpoint) in endpoints.Length > 1 ? endpoints.Index() : [])
        {
            agent.WithEnvironment($"Realtime__Endpoints__{index}__Name", endpoint.Name).WithEnvironment($"Realtime__Endpoints__{index}__Url", endpoint.Url);
        }

        return agent
            .WithEnvironment("Realtime__ApiKey", provider.ApiKey)
            .WithEnvironment("Realtime__Model", provider.Model)
            .WaitFor(provider.Resource);
    }

    /// <summary>The setting <c>EdgeVoice:Realtime:Model</c>.</summary>
    public static string ModelName(IConfiguration configuration) => configuration["EdgeVoice:Realtime:Model"] is { Length: > 0 } name ? name : DefaultModel;

    private static bool HasApiKey(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration[$"Parameters:{ApiKeyName}"]) || !string.IsNullOrEmpty(configuration[$"Parameters:{ApiKeyName.Replace('-', '_')}"]);

    private static RealtimeProvider AddOpenAI(this IDistributedApplicationBuilder builder, string model) => new(
        builder.AddExternalService("openai", "https://api.openai.com/"),
        _ => [("openai", ReferenceExpression.Create($"{OpenAIEndpoint}"))],
        builder.AddGivenSecret(ApiKeyName),
        model);

    // One process stands for all of the provider's regions, an address for each; their distance depends on where the agent is, which the path tells.
    private static RealtimeProvider AddRealtimeEmulators(this IDistributedApplicationBuilder builder, string model, EdgeVoiceSettings settings)
    {
        var key = builder.AddParameter("realtime-emulator-key", new GenerateParameterDefault { MinLength = EmulatorKeyLength, Special = false }, secret: true, persist: true);
        var emulator = builder.AddEmulator<Projects.EdgeVoice_RealtimeEmulator>("realtime")
            .WithEnvironment("RealtimeEmulator__ApiKey", key)
            .WithEnvironment("RealtimeEmulator__Distances", settings.Distances ? "true" : "false");
        foreach (var region in settings.Regions)
        {
            var endpoint = emulator.WithHttpEndpoint(name: region.Name).GetEndpoint(region.Name);
            emulator
                .WithHttpHealthCheck("/health", endpointName: region.Name)
                .WithEnvironment($"RealtimeEmulator__Regions__{region.Name}", $"http://127.0.0.1:{endpoint.Property(EndpointProperty.TargetPort)}");
            builder.AddProviderRegion($"realtime-{region}", emulator, endpoint, key.Resource);
        }

        return new(
            emulator,
            region => SteeringCodes.Order(region.CheckRegion).Where(name => settings.Regions.Any(running => running.Name == name)).Select(name => (name, ReferenceExpression.Create(
                $"ws://{emulator.GetEndpoint(name).Property(EndpointProperty.HostAndPort)}/from/{region.Name}/v1/realtime"))),
            key,
            model);
    }
}
