using System.Net.Http.Headers;
using System.Text.Json;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Peers;

/// <summary>Asks the other regions, in their order, for a call that has no place here.</summary>
internal sealed partial class PeerOffers(IHttpClientFactory clients, PeerPass pass, IOptions<GatewayOptions> options, TimeProvider time, ILogger<PeerOffers> logger)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <returns>The first offer that a peer makes and that holds together; otherwise what this region said.</returns>
    public async Task<CallOutcome> InsteadOfAsync(CallOutcome own, PeerRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.Value.PeersKey))
        {
            return own;
        }

        foreach (var peer in options.Value.Peers)
        {
            if (await AskAsync(peer, request, cancellationToken) is { } offer)
            {
                return CallOutcome.Of(offer);
            }
        }

        return own;
    }

    private async Task<CallResponse?> AskAsync(PeerOptions peer, PeerRequest body, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.PeerBudgetMs), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(ServiceUrl.ToHttpOrigin(peer.Url), PeersApi.Path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pass.Mint(peer.Region));
            request.Content = JsonContent.Create(body, options: s_json);
            using var client = clients.CreateClient(HttpClientNames.Peer);
            using var response = await client.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            var offer = await response.Content.ReadFromJsonAsync<CallResponse>(s_json, both.Token);
            if (offer is not null && PeerOfferCheck.Error(offer, peer, body.CallId) is { } error)
            {
                LogNotBelieved(peer.Region, error);
                return null;
            }

            return offer;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException or InvalidOperationException or NotSupportedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogNoOffer(peer.Region, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning, Message = "{Region} made no offer in time ({Error})")]
    private partial void LogNoOffer(string region, string error);

    [LoggerMessage(EventId = 41, Level = LogLevel.Warning, Message = "{Region} made an offer that is not passed on: {Error}")]
    private partial void LogNotBelieved(string region, string error);
}
