using EdgeVoice.Gateway.Configuration;

namespace EdgeVoice.Gateway.Features;

internal static class HttpClientsFeature
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    // Enough for some ten thousand rooms; a peer that sends more is not believed.
    private const int MaxAnswerBytes = 8 * 1024 * 1024;
    private const int MaxStatusBytes = 64 * 1024;

    public static void AddUpstreamClients(this WebApplicationBuilder builder)
    {
        Add(builder.Services, HttpClientNames.LiveKit, MaxAnswerBytes);
        Add(builder.Services, HttpClientNames.Agent, MaxStatusBytes);
        // A watch has no end; whoever follows it counts the silence.
        Add(builder.Services, HttpClientNames.AgentWatch, MaxStatusBytes).ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
        Add(builder.Services, HttpClientNames.Peer, MaxStatusBytes);
        Add(builder.Services, HttpClientNames.Turnstile, MaxStatusBytes);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, int maxBytes) =>
        services.AddHttpClient(name, client =>
        {
            client.Timeout = s_timeout;
            client.MaxResponseContentBufferSize = maxBytes;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = s_timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        });
}
