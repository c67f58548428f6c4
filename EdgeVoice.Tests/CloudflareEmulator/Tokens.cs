using System.Text;

namespace EdgeVoice.Tests.CloudflareEmulator;

internal static class Tokens
{
    /// <summary>A tunnel token in cloudflared's form.</summary>
    public static string New(Guid tunnel, string secret = "c2VjcmV0") =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"a":"account","t":"{{tunnel}}","s":"{{secret}}"}"""));
}
