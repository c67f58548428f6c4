using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>Talks to services over loopback, where those of a region ask for no token.</summary>
internal sealed class RegionClient : IDisposable
{
    // Loopback: who needs longer hangs.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = s_timeout }) { Timeout = s_timeout };

    /// <exception cref="HttpRequestException">It did not answer, or refused.</exception>
    public async Task SendAsync(HttpMethod method, string url, object? body, CancellationToken cancellationToken, string? key = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await _client.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{method} {url} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    /// <summary>The status code and the body; nothing when it does not answer.</summary>
    public async Task<(int Status, T? Body)?> GetAsync<T>(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(url, cancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<T>(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
