using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Access;

/// <summary>
/// The token of the login URL, and cookies signed with a key derived from it: a token that was set makes cookies that survive a
/// restart, a token that was made anew ends them.
/// </summary>
internal sealed class AccessTokens
{
    private const int TokenBytes = 24;

    private readonly TimeProvider _time;
    private readonly byte[] _key;

    public AccessTokens(IOptions<DashboardOptions> options, TimeProvider time)
    {
        _time = time;
        Token = options.Value.Frontend.BrowserToken is { Length: > 0 } set ? set : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _key = SHA256.HashData(Encoding.UTF8.GetBytes("edgevoice dashboard cookie\n" + Token));
    }

    /// <summary>As long as Aspire's.</summary>
    public static TimeSpan CookieLife { get; } = TimeSpan.FromDays(3);

    public string Token { get; }

    public bool IsToken(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), SHA256.HashData(Encoding.UTF8.GetBytes(Token)));

    public string MakeCookie()
    {
        var expires = (_time.GetUtcNow() + CookieLife).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{expires}.{Sign(expires)}";
    }

    public bool IsCookie(string? cookie) => cookie?.Split('.') is [var expires, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(expires)), Encoding.ASCII.GetBytes(signature))
        && long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at > _time.GetUtcNow().ToUnixTimeSeconds();

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text)));
}
