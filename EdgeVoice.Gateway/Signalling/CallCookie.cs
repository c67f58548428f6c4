using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EdgeVoice.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>
/// Shows that a returning browser is the one that asked for the call. The value is computed from the call and the API
/// secret, so a restarted gateway still knows it.
/// </summary>
internal sealed class CallCookie(IOptions<LiveKitOptions> options)
{
    private const string NamePrefix = "ev-";
    private static readonly TimeSpan s_maxAge = TimeSpan.FromHours(2);

    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.Value.ApiSecret);

    public void Set(HttpContext context, string callId, bool secure) =>
        context.Response.Cookies.Append(NamePrefix + callId, Compute(callId), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = secure,
            Path = "/rtc",
            MaxAge = s_maxAge,
        });

    public bool IsValid(HttpContext context, string callId) =>
        context.Request.Cookies.TryGetValue(NamePrefix + callId, out var value)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(Compute(callId)));

    private string Compute(string callId) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("edgevoice call cookie " + callId)));
}
