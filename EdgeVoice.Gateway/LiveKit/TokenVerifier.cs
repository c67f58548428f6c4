using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>Checks signature, issuer and shape of access tokens; leaves it to the caller what an expired one may still do.</summary>
internal sealed class TokenVerifier(IOptions<LiveKitOptions> options, TimeProvider time)
{
    /// <summary>Ours are about 1 kB, renewed ones less.</summary>
    public const int MaxTokenLength = 8 * 1024;

    // Clocks of LiveKit and gateway, which both sign.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromSeconds(10);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };
    private readonly TokenValidationParameters _parameters = new()
    {
        ValidIssuer = options.Value.ApiKey,
        IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Value.ApiSecret)),
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidateAudience = false,
        ValidateLifetime = false,
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = true,
    };

    /// <summary>Null when the token is not one of ours, whatever the reason.</summary>
    public async Task<VerifiedToken?> VerifyAsync(string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MaxTokenLength)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(value, _parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            return null;
        }

        return Read(token);
    }

    private VerifiedToken? Read(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<JsonElement>("video", out var video)
            || video.ValueKind != JsonValueKind.Object
            || !video.TryGetProperty("roomJoin", out var join) || join.ValueKind != JsonValueKind.True
            || !video.TryGetProperty("room", out var room) || room.ValueKind != JsonValueKind.String
            || !TryGetSeconds(token, "exp", out var expires)
            || string.IsNullOrEmpty(token.Subject))
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (TryGetSeconds(token, "nbf", out var notBefore) && DateTimeOffset.FromUnixTimeSeconds(notBefore) > now + s_clockSkew)
        {
            return null;
        }

        var isOurs = token.TryGetPayloadValue<string>("jti", out var id) && id.StartsWith(TokenMinter.TokenIdPrefix, StringComparison.Ordinal);
        return new VerifiedToken(room.GetString()!, token.Subject, isOurs ? id : null, now >= DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    // 0..9999-12-31, the range DateTimeOffset can hold.
    private static bool TryGetSeconds(JsonWebToken token, string claim, out long seconds) =>
        token.TryGetPayloadValue(claim, out seconds) && seconds is >= 0 and <= 253_402_300_799;
}
