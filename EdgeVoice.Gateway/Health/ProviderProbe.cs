using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

/// <summary>Any HTTP answer of the endpoint's origin will do: the gateway has no key to ask more with.</summary>
internal sealed class ProviderProbe(IHttpClientFactory clients, IOptions<RealtimeOptions> options) : IPartProbe
{
    public string Name => PartNames.Provider;

    public async Task<PartResult> ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientNames.Provider);
        using var response = await client.GetAsync(ServiceUrl.ToHttpOrigin(options.Value.Endpoint), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return PartResult.Up(FormattableString.Invariant($"answers {(int)response.StatusCode}"));
    }
}
