using System.Net.Http.Headers;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>One call of LiveKit's server API: Twirp with JSON bodies.</summary>
internal sealed class Twirp(IHttpClientFactory clients, LiveKitDoubt doubt, IOptions<LiveKitOptions> options)
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    /// <param name="method">Service and method, as in <c>RoomService/ListRooms</c>.</param>
    /// <param name="token">Permission for it.</param>
    /// <param name="body">The request; names as in LiveKit's protobuf files.</param>
    /// <exception cref="HttpRequestException">LiveKit cannot be reached or refuses.</exception>
    /// <exception cref="OperationCanceledException">LiveKit did not answer in time.</exception>
    public async Task<ReadOnlyMemory<byte>> CallAsync(string method, string token, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.HttpUrl, "twirp/livekit." + method));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // Not chunked: the length is known, and small servers like to know it, too.
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = s_json } };

        using var client = clients.CreateClient(HttpClientNames.LiveKit);
        using var response = await SendAsync(client, request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, cancellationToken);
        }
        catch
        {
            doubt.Raise();
            throw;
        }
    }
}
