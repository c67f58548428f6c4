using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>Mints LiveKit access tokens: a JWT (HS256) signed with the API secret, whose `video` claim holds the grants.</summary>
internal static class LiveKitToken
{
    private static readonly TimeSpan s_serviceLifetime = TimeSpan.FromMinutes(10);
    // The server's clock may be behind ours.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Lets a worker register at `/agent`.</summary>
    public static string ForWorker(LiveKitOptions options, DateTimeOffset now) =>
        Mint(options, new() { ["agent"] = true }, identity: null, now, s_serviceLifetime);

    /// <summary>Lets the holder administer <paramref name="room"/> and create or delete rooms.</summary>
    public static string ForRoomService(LiveKitOptions options, string room, DateTimeOffset now) =>
        Mint(options, new() { ["roomCreate"] = true, ["roomList"] = true, ["roomAdmin"] = true, ["room"] = room }, identity: null, now, s_serviceLifetime);

    /// <summary>Lets <paramref name="identity"/> join <paramref name="room"/>, speak, listen and send data.</summary>
    public static string ForParticipant(LiveKitOptions options, string room, string identity, DateTimeOffset now, TimeSpan validFor) =>
        Mint(
            options,
            new() { ["roomJoin"] = true, ["room"] = room, ["canPublish"] = true, ["canSubscribe"] = true, ["canPublishData"] = true, ["canUpdateOwnMetadata"] = true },
            identity,
            now,
            validFor);

    private static string Mint(LiveKitOptions options, Dictionary<string, object> grants, string? identity, DateTimeOffset now, TimeSpan validFor)
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.ApiSecret));
        var claims = new Dictionary<string, object> { ["video"] = grants };
        if (identity is not null)
        {
            claims["sub"] = identity;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.ApiKey,
            Claims = claims,
            NotBefore = (now - s_clockSkew).UtcDateTime,
            Expires = (now + validFor).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }
}
