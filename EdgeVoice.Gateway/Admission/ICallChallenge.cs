using System.Net;

namespace EdgeVoice.Gateway.Admission;

/// <summary>What a caller shows before a slot is taken.</summary>
internal interface ICallChallenge
{
    /// <param name="proof">What the caller sent with the request.</param>
    /// <param name="client">The caller's address.</param>
    /// <param name="cancellationToken">The request's end.</param>
    /// <returns>What has to be shown yet; null when the caller may come in.</returns>
    Task<Challenge?> DemandAsync(string? proof, IPAddress? client, CancellationToken cancellationToken);
}

/// <summary>A question to the caller, as the problem details of the refusal carry it.</summary>
/// <param name="Kind"><c>proof-of-work</c> or <c>turnstile</c>.</param>
/// <param name="Algorithm">Proof of work, in the form of ALTCHA: hash of salt and number.</param>
/// <param name="Value">The hash that the number has to give.</param>
/// <param name="Salt">What stands before the number; says until when, and how many numbers there are to be tried.</param>
/// <param name="MaxNumber">The greatest number to be tried.</param>
/// <param name="Signature">Shows us that the question is ours.</param>
/// <param name="SiteKey">Turnstile's key of the site.</param>
internal sealed record Challenge(
    string Kind,
    string? Algorithm = null,
    [property: System.Text.Json.Serialization.JsonPropertyName("challenge")] string? Value = null,
    string? Salt = null,
    [property: System.Text.Json.Serialization.JsonPropertyName("maxnumber")] int? MaxNumber = null,
    string? Signature = null,
    string? SiteKey = null);

/// <summary>Everybody may come in.</summary>
internal sealed class NoChallenge : ICallChallenge
{
    public Task<Challenge?> DemandAsync(string? proof, IPAddress? client, CancellationToken cancellationToken) => Task.FromResult<Challenge?>(null);
}
