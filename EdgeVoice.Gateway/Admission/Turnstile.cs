using System.Net;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Admission;

/// <summary>Cloudflare Turnstile. While it cannot be asked the door is not left open: callers show work instead.</summary>
internal sealed partial class Turnstile(IHttpClientFactory clients, ProofOfWork instead, IOptions<GatewayOptions> options, TimeProvider time, ILogger<Turnstile> logger) : ICallChallenge
{
    public const string Kind = "turnstile";

    // As Turnstile's documentation gives it.
    private const int LongestResponse = 2_048;

    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private long _awayUntil = time.GetTimestamp();

    private bool IsAway => time.GetElapsedTime(Interlocked.Read(ref _awayUntil)) < TimeSpan.Zero;

    public async Task<Challenge?> DemandAsync(string? proof, IPAddress? client, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            return await instead.DemandAsync(proof, client, cancellationToken);
        }

        if (string.IsNullOrEmpty(proof) || proof.Length > LongestResponse)
        {
            return Demand();
        }

        return await VerifyAsync(proof, client, cancellationToken) switch
        {
            true => null,
            false => Demand(),
            null => await instead.DemandAsync(null, client, cancellationToken),
        };
    }

    private Challenge Demand() => new(Kind, SiteKey: options.Value.Challenge.SiteKey);

    // Nothing when it cannot be asked.
    private async Task<bool?> VerifyAsync(string response, IPAddress? client, CancellationToken cancellationToken)
    {
        var challenge = options.Value.Challenge;
        var form = new Dictionary<string, string> { ["secret"] = challenge.SecretKey!, ["response"] = response };
        if (client is not null)
        {
            form["remoteip"] = client.ToString();
        }

        try
        {
            using var http = clients.CreateClient(HttpClientNames.Turnstile);
            using var content = new FormUrlEncodedContent(form);
            using var answer = await http.PostAsync(new Uri(challenge.VerifyUrl), content, cancellationToken);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<Verdict>(s_json, cancellationToken))?.Success == true;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Interlocked.Exchange(ref _awayUntil, time.GetTimestamp() + (long)(s_outage.TotalSeconds * time.TimestampFrequency));
            LogAway(exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(EventId = 90, Level = LogLevel.Warning, Message = "Turnstile cannot be asked ({Error}): callers show work instead for half a minute")]
    private partial void LogAway(string error);

    private sealed record Verdict(bool Success);
}
