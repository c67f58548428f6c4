using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.Calls;
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

    private const string GatewayIdentity = "edgevoice-gateway";

    public const string AgentName = "edgevoice";

    /// <summary>How long a caller may take from the answer to the join: the page has the microphone before it asks.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(
        new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Value.ApiSecret)), SecurityAlgorithms.HmacSha256);

    /// <param name="room">Name of the room.</param>
    /// <param name="call">What the agent is told.</param>
    /// <param name="place">Where the caller is; written into its attributes.</param>
    /// <param name="tokenId">The one-use id.</param>
    /// <param name="expiresAt">Until when the caller may join.</param>
    public CallToken MintCall(string room, CallMetadata call, CallerPlace place, string tokenId, DateTimeOffset expiresAt)
    {
        var identity = RandomId.Create("caller-");
        var claims = new Dictionary<string, object>
        {
            ["video"] = CallerGrants(room),
            ["attributes"] = Attributes(call, place),
            ["roomConfig"] = RoomConfiguration.Of(room, call),
        };
        return new CallToken(Sign(claims, identity, tokenId, expiresAt), tokenId, identity, expiresAt);
    }

    /// <summary>The metadata of a dispatch.</summary>
    public static string Metadata(CallMetadata call) => JsonSerializer.Serialize(call, s_json);

    /// <summary>
    /// The same caller once more, for the way from here to LiveKit: its first token is over, the call is not.
    /// </summary>
    public string MintReturn(string room, string identity) =>
        Sign(new() { ["video"] = CallerGrants(room) }, identity, tokenId: null, time.GetUtcNow() + Lifetime);

    /// <summary>Permission to list rooms, for one question.</summary>
    public string MintRoomList() =>
        Sign(new() { ["video"] = new Dictionary<string, object> { ["roomList"] = true } }, GatewayIdentity, tokenId: null, time.GetUtcNow() + Lifetime);

    /// <summary>Permission to look into one room, to close it and to send an agent there, for one question.</summary>
    public string MintRoomAdmin(string room) => Sign(
        new() { ["video"] = new Dictionary<string, object> { ["roomAdmin"] = true, ["roomCreate"] = true, ["room"] = room } },
        GatewayIdentity,
        tokenId: null,
        time.GetUtcNow() + Lifetime);

    /// <summary>A guest that nobody sees, to try out whether the door opens.</summary>
    public string MintProbe(string room) => Sign(
        new()
        {
            ["video"] = new Dictionary<string, object>
            {
                ["room"] = room,
                ["roomJoin"] = true,
                ["hidden"] = true,
                ["canPublish"] = false,
                ["canSubscribe"] = false,
                ["canPublishData"] = false,
            },
            ["roomConfig"] = new Dictionary<string, object> { ["name"] = room, ["emptyTimeout"] = 1, ["departureTimeout"] = 1 },
        },
        GatewayIdentity,
        tokenId: null,
        time.GetUtcNow() + Lifetime);

    private static Dictionary<string, object> Attributes(CallMetadata call, CallerPlace place)
    {
        var attributes = new Dictionary<string, object> { [ParticipantAttributes.Persona] = call.Persona, [ParticipantAttributes.Locale] = call.Locale };
        if (call.StartedAt is { } started)
        {
            attributes[ParticipantAttributes.Started] = started.ToString("O", CultureInfo.InvariantCulture);
        }

        if (place.City is { } city)
        {
            attributes[ParticipantAttributes.City] = city;
        }

        if (place.Country is { } country)
        {
            attributes[ParticipantAttributes.Country] = country;
        }

        return attributes;
    }

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
