using System.Text;
using System.Text.Json;
using EdgeVoice.Agent.LiveKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Tests.Agent.LiveKit;

public sealed class LiveKitTokenTests
{
    private static readonly LiveKitOptions s_options = new() { Url = "ws://127.0.0.1:7880", ApiKey = "devkey", ApiSecret = "a-secret-for-tests-of-at-least-32-bytes" };

    [Fact]
    public async Task ForWorker_IsSignedWithTheSecretAndGrantsTheAgentRole()
    {
        var token = await ValidateAsync(LiveKitToken.ForWorker(s_options, DateTimeOffset.UtcNow), s_options.ApiSecret);

        Assert.Equal("devkey", token.Issuer);
        Assert.True(Grant(token, "agent").GetBoolean());
    }

    [Fact]
    public async Task ForParticipant_NamesRoomIdentityAndEnd()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

        var token = await ValidateAsync(LiveKitToken.ForParticipant(s_options, "call_1", "caller-1", now, TimeSpan.FromMinutes(5)), s_options.ApiSecret);

        Assert.Equal(("caller-1", now.AddMinutes(5).UtcDateTime), (token.Subject, token.ValidTo));
        Assert.Equal("call_1", Grant(token, "room").GetString());
        Assert.True(Grant(token, "roomJoin").GetBoolean());
    }

    [Fact]
    public async Task ForRoomService_WithAnotherSecret_DoesNotValidate()
    {
        var token = LiveKitToken.ForRoomService(s_options, "call_1", DateTimeOffset.UtcNow);

        await Assert.ThrowsAnyAsync<SecurityTokenException>(() => ValidateAsync(token, "another-secret-of-at-least-32-bytes"));
    }

    [Theory]
    [InlineData("", "key", "a-secret-for-tests", "LiveKit:Url")]
    [InlineData("127.0.0.1:7880", "key", "a-secret-for-tests", "LiveKit:Url")]
    [InlineData("ftp://server", "key", "a-secret-for-tests", "LiveKit:Url")]
    [InlineData("wss://server", " ", "a-secret-for-tests", "LiveKit:ApiKey")]
    [InlineData("wss://server", "key", "short-secret", "LiveKit:ApiSecret")]
    public void Validate_WithOneWrongValue_NamesItsKeyAlone(string url, string key, string secret, string expected)
    {
        var result = new ValidateLiveKitOptions().Validate(null, new LiveKitOptions { Url = url, ApiKey = key, ApiSecret = secret });

        var failure = Assert.Single(result.Failures!);
        Assert.StartsWith(expected, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("short-secret", failure, StringComparison.Ordinal);
    }

    private static JsonElement Grant(JsonWebToken token, string name) => token.GetPayloadValue<JsonElement>("video").GetProperty(name);

    private static async Task<JsonWebToken> ValidateAsync(string token, string secret)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "devkey",
            ValidateAudience = false,
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : throw result.Exception;
    }
}
