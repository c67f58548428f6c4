namespace EdgeVoice.AspireLocal.Health;

/// <summary>The one client of all HTTP health checks.</summary>
internal sealed class HealthHttpClient : IDisposable
{
    // A service that needs longer than this for its own health page is not healthy.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = s_timeout };

    public async Task<int> GetStatusAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)response.StatusCode;
    }

    public void Dispose() => _client.Dispose();
}
