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
    public static RealtimeProvider AddRealtimeProvider(this IDistributedApplicationBuilder builder)
    {
        var model = ModelName(builder.Configuration);
        return builder.ExecutionContext.IsPublishMode || HasApiKey(builder.Configuration) ? builder.AddOpenAI(model) : builder.AddRealtimeEmulator(model);
    }

    /// <summary>Tells an agent which provider to talk to.</summary>
    public static IResourceBuilder<T> WithRealtimeProvider<T>(this IResourceBuilder<T> agent, RealtimeProvider provider) where T : IResourceWithEnvironment => agent
        .WithEnvironment("Realtime__Endpoint", provider.Endpoint)
        .WithEnvironment("Realtime__ApiKey", provider.ApiKey)
        .WithEnvironment("Realtime__Model", provider.Model);

    /// <summary>The setting <c>EdgeVoice:Realtime:Model</c>.</summary>
    public static string ModelName(IConfiguration configuration) => configuration["EdgeVoice:Realtime:Model"] is { Length: > 0 } name ? name : DefaultModel;

    private static bool HasApiKey(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration[$"Parameters:{ApiKeyName}"]) || !string.IsNullOrEmpty(configuration[$"Parameters:{ApiKeyName.Replace('-', '_')}"]);

    private static RealtimeProvider AddOpenAI(this IDistributedApplicationBuilder builder, string model) => new(
        builder.AddExternalService("openai", "https://api.openai.com/"),
        ReferenceExpression.Create($"{OpenAIEndpoint}"),
        builder.AddParameter(ApiKeyName, secret: true),
        model);

    private static RealtimeProvider AddRealtimeEmulator(this IDistributedApplicationBuilder builder, string model)
    {
        var key = builder.AddParameter("realtime-emulator-key", new GenerateParameterDefault { MinLength = EmulatorKeyLength, Special = false }, secret: true, persist: true);
        var emulator = builder.AddService<Projects.EdgeVoice_RealtimeEmulator>("realtime")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithEnvironment("RealtimeEmulator__ApiKey", key)
            .WithProviderCommands(key.Resource);
        var endpoint = ReferenceExpression.Create($"ws://{emulator.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/v1/realtime");
        return new(emulator, endpoint, key, model);
    }
}
