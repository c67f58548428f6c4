using System.Security.Cryptography;
using System.Text;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Gateway.Resume;

/// <summary>
/// Signs and reads the call's secret. Its key is derived from the API secret that all regions share, so that every region
/// can check it, and differs from it, so that it opens no room.
/// </summary>
internal sealed class ResumeTokens(IOptions<LiveKitOptions> options, TimeProvider time)
{
    public const int MaxLength = 2 * 1024;

    /// <summary>Longer than any call; a secret that is found later opens nothing.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const string Issuer = "edgevoice";
    private const string GenerationClaim = "generation";
    private const string PersonaClaim = "persona";
    private const string LocaleClaim = "locale";
    private const string StartClaim = "start";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = MaxLength };
    private readonly SymmetricSecurityKey _key = new(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.ApiSecret), "edgevoice resume token"u8.ToArray()));

    public string Mint(ResumeClaims call) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = call.CallId,
            [GenerationClaim] = call.Generation,
            [PersonaClaim] = call.Persona,
            [LocaleClaim] = call.Locale,
            [StartClaim] = call.StartedAt.ToUnixTimeMilliseconds(),
        },
        Expires = (time.GetUtcNow() + Lifetime).UtcDateTime,
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
    });

    /// <returns>Nothing when the token is not one of ours, is over, or is not for <paramref name="callId"/>.</returns>
    public async Task<ResumeClaims?> VerifyAsync(string? value, string callId)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MaxLength)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(value, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateAudience = false,
            RequireSignedTokens = true,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        });
        return result.IsValid && result.SecurityToken is JsonWebToken token && token.Subject == callId ? Read(token) : null;
    }

    private static ResumeClaims? Read(JsonWebToken token) =>
        CallRoom.Parse(token.Subject) is { Generation: 1 }
        && token.TryGetPayloadValue<int>(GenerationClaim, out var generation) && generation >= 1
        && token.TryGetPayloadValue<string>(PersonaClaim, out var persona)
        && token.TryGetPayloadValue<string>(LocaleClaim, out var locale)
        && token.TryGetPayloadValue<long>(StartClaim, out var start)
            ? new ResumeClaims(token.Subject, generation, persona, locale, DateTimeOffset.FromUnixTimeMilliseconds(start))
            : null;
}
