using System.Net;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Health;

/// <summary>LiveKit answers <c>GET /</c> with 200 when its node is well, 406 when it is not.</summary>
internal sealed class LiveKitProbe(IHttpClientFactory clients, IOptions<LiveKitOptions> options) : IPartProbe
{
    public string Name => PartNames.LiveKit;

    public async Task<PartResult> ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientNames.LiveKit);
        using var response = await client.GetAsync(options.Value.HttpUrl, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = FormattableString.Invariant($"answers {(int)response.StatusCode}");
        return response.StatusCode == HttpStatusCode.OK ? PartResult.Up(status) : PartResult.Down(status);
    }
}
