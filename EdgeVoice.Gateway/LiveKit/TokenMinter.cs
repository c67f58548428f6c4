using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Gateway.LiveKit;

/// <summary>Writes LiveKit access tokens: HS256, issuer = API key, subject = identity, claims <c>video</c> and <c>roomConfig</c>.</summary>
internal sealed class TokenMinter(IOptions<LiveKitOptions> options, TimeProvider time)
{
    /// <summary>Marks the ids of the gateway's one-use tokens; LiveKit's renewed tokens have none.</summary>
    public const string TokenIdPrefix = "evt_";

    public const string AgentName = "edgevoice";

    /// <summary>How long a caller may take from the answer to the join.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    // Caller, agent, and room for a supervisor and one reconnecting twin.
    private const int MaxParticipants = 4;
    private const int EmptyTimeoutSeconds = 30;
    private const int DepartureTimeoutSeconds = 20;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(
        new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Value.ApiSecret)), SecurityAlgorithms.HmacSha256);

    public CallToken MintCall(CallMetadata call, string tokenId, DateTimeOffset expiresAt)
    {
        var identity = RandomId.Create("caller-");
        var claims = new Dictionary<string, object>
        {
            ["video"] = CallerGrants(call.CallId),
            ["roomConfig"] = new Dictionary<string, object>
            {
                ["name"] = call.CallId,
                ["emptyTimeout"] = EmptyTimeoutSeconds,
                ["departureTimeout"] = DepartureTimeoutSeconds,
                ["maxParticipants"] = MaxParticipants,
                ["agents"] = new[]
                {
                    new Dictionary<string, object>
                    {
                        ["agentName"] = AgentName,
                        ["metadata"] = JsonSerializer.Serialize(call, s_json),
                    },
                },
            },
        };
        return new CallToken(Sign(claims, identity, tokenId, expiresAt), identity, expiresAt);
    }

    /// <summary>
    /// The same caller once more, for the way from here to LiveKit: its first token is over, the call is not.
    /// </summary>
    public string MintReturn(string callId, string identity) =>
        Sign(new() { ["video"] = CallerGrants(callId) }, identity, tokenId: null, time.GetUtcNow() + Lifetime);

    /// <summary>Permission to list rooms, for one question.</summary>
    public string MintRoomList() =>
        Sign(new() { ["video"] = new Dictionary<string, object> { ["roomList"] = true } }, "edgevoice-gateway", tokenId: null, time.GetUtcNow() + Lifetime);

    private static Dictionary<string, object> CallerGrants(string room) => new()
    {
        ["room"] = room,
        ["roomJoin"] = true,
        ["canPublish"] = true,
        ["canSubscribe"] = true,
        ["canPublishData"] = true,
        ["canPublishSources"] = new[] { "microphone" },
        ["canUpdateOwnMetadata"] = false,
    };

    private string Sign(Dictionary<string, object> claims, string subject, string? tokenId, DateTimeOffset expiresAt)
    {
        claims["sub"] = subject;
        if (tokenId is not null)
        {
            claims["jti"] = tokenId;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.ApiKey,
            Claims = claims,
            NotBefore = time.GetUtcNow().UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = _credentials,
        });
    }
}
