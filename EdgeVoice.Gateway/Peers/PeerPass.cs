using System.Text;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Gateway.Peers;

/// <summary>Shows one gateway to another: a token of seconds, for one region, signed with the peers' key.</summary>
internal sealed class PeerPass(IOptions<GatewayOptions> options, TimeProvider time)
{
    // Long enough for clocks that differ a little.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Mint(string toRegion) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = options.Value.Region,
        Audience = toRegion,
        Expires = (time.GetUtcNow() + s_lifetime).UtcDateTime,
        SigningCredentials = new SigningCredentials(Key(), SecurityAlgorithms.HmacSha256),
    });

    /// <returns>Whether a peer sent this to us. Never, for a gateway without a peers' key.</returns>
    public async Task<bool> IsValidAsync(string? value)
    {
        if (string.IsNullOrEmpty(value) || string.IsNullOrEmpty(options.Value.PeersKey))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var result = await _handler.ValidateTokenAsync(value, new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidAudience = options.Value.Region,
            IssuerSigningKey = Key(),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireSignedTokens = true,
            LifetimeValidator = (_, expires, _, _) => expires > (now - s_lifetime).UtcDateTime && expires < (now + (2 * s_lifetime)).UtcDateTime,
        });
        return result.IsValid;
    }

    private SymmetricSecurityKey Key() => new(Encoding.UTF8.GetBytes(options.Value.PeersKey!));
}
