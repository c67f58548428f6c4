using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Tokens written by others than the gateway.</summary>
internal static class TestTokens
{
    public static string Create(
        string room, string secret = GatewayUnderTest.ApiSecret, string key = GatewayUnderTest.ApiKey, string? id = null, string algorithm = "HS256", TimeSpan? validFor = null)
    {
        var expires = DateTime.UtcNow + (validFor ?? TimeSpan.FromMinutes(10));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = key,
            Expires = expires,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "caller-x",
                ["jti"] = id ?? "",
                ["video"] = new Dictionary<string, object> { ["room"] = room, ["roomJoin"] = true },
            },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret.PadRight(64, '\0')[..Math.Max(secret.Length, algorithm == "HS512" ? 64 : 32)])), algorithm),
        });
    }

    public static string Unsigned(string room) =>
        $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{Encode($$"""{"iss":"{{GatewayUnderTest.ApiKey}}","sub":"caller-x","exp":9999999999,"video":{"room":"{{room}}","roomJoin":true} }""")}.";

    private static string Encode(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
