using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>The HTTP side of a caller: everything through the public name, except the question to the region's own name.</summary>
internal sealed class CallsClient : IDisposable
{
    /// <summary>Where the edge says who calls.</summary>
    public const string AddressHeader = "CF-Connecting-IP";

    // A region that does not answer for this long is as good as gone: the caller waits in silence.
    private static readonly TimeSpan s_stateLimit = TimeSpan.FromMilliseconds(800);

    private static readonly TimeSpan s_resumeLimit = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http;

    private readonly IReadOnlyList<Uri> _publicNames;

    /// <param name="publicNames">The edge's address. Without an edge the gateways', which are then asked one after the other, as the edge would go along its list.</param>
    /// <param name="place">Where the caller is, as the edge's emulator takes it.</param>
    /// <param name="address">The caller's own, where a gateway is asked that believes it; the edge says it by itself.</param>
    public CallsClient(IReadOnlyList<Uri> publicNames, string place, string? address = null)
    {
        _publicNames = publicNames;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(8) };
        _http.DefaultRequestHeaders.Add("X-EdgeVoice-Place", place);
        if (address is not null)
        {
            _http.DefaultRequestHeaders.Add(AddressHeader, address);
        }
    }

    /// <summary>Asks again as often as the refusal invites to, as the page does for its caller.</summary>
    /// <param name="persona">Whom the caller wants.</param>
    /// <param name="patience">For how long.</param>
    /// <exception cref="BenchException">The call was refused to the end.</exception>
    public async Task<Grant> PlaceAsync(string persona, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            using var response = await _http.PostCallAsync(new Uri(_publicNames[0], "/api/calls"), persona, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                return (await response.Content.ReadFromJsonAsync<Grant>(cancellationToken))!;
            }

            var wait = response.Headers.RetryAfter?.Delta;
            if (wait is null || Stopwatch.GetElapsedTime(start) + wait > patience)
            {
                throw new BenchException($"POST /api/calls was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }

            await Task.Delay(wait.Value, cancellationToken);
        }
    }

    /// <exception cref="BenchException">The call was refused.</exception>
    public Task<Grant> PlaceAsync(string persona, CancellationToken cancellationToken) => PlaceAsync(persona, TimeSpan.Zero, cancellationToken);

    /// <summary>Asks to go on with a call. Without an edge the next gateway is asked when one does not answer or has no place, as the edge would.</summary>
    public async Task<Sign> ResumeAsync(Grant current, Guid attempt, string reason, CancellationToken cancellationToken)
    {
        var sign = await ResumeAsync(_publicNames[0], current, attempt, reason, cancellationToken);
        foreach (var name in _publicNames.Skip(1).TakeWhile(_ => sign is Sign.Refused { Status: null or >= 500 }))
        {
            sign = await ResumeAsync(name, current, attempt, reason, cancellationToken);
        }

        return sign;
    }

    /// <summary>What the call's region says of it by its own name: <c>active</c>, <c>recovering</c>, <c>gone</c>, or nothing.</summary>
    public async Task<string?> StateAsync(Grant current, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_stateLimit);
        var address = new UriBuilder(current.Url) { Scheme = current.Url.Scheme == "wss" ? "https" : "http", Path = $"/api/calls/{current.CallId}" }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", current.ResumeToken);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).GetProperty("state").GetString() : null;
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Sign> ResumeAsync(Uri publicName, Grant current, Guid attempt, string reason, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_resumeLimit);
        try
        {
            var address = new Uri(publicName, $"/api/calls/{current.CallId}/resume");
            using var response = await _http.PostAsJsonAsync(address, new { resumeToken = current.ResumeToken, attempt, reason }, limit.Token);
            return response.StatusCode == HttpStatusCode.Created && await response.Content.ReadFromJsonAsync<Grant>(limit.Token) is { } grant
                ? new Sign.Granted(grant)
                : new Sign.Refused((int)response.StatusCode, ProblemOf(await response.Content.ReadAsStringAsync(limit.Token)), response.Headers.RetryAfter?.Delta?.TotalMilliseconds);
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            return new Sign.Refused(null, null, null);
        }
    }

    private static string? ProblemOf(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("type").GetString()?.Split('/') is { Length: > 1 } parts ? parts[^1] : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Whoever stands in between may answer with HTML or nothing.
            return null;
        }
    }

    private static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or JsonException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
