using System.Security.Cryptography;
using System.Text;
using EdgeVoice.CloudflareEmulator.Definition;

namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>The cookie that keeps a caller with a pool. Opaque like Cloudflare's, and bound to the caller's place: somebody who moves is a new caller.</summary>
internal sealed class AffinityCookie(EdgeDefinition definition)
{
    public const string Name = "__cflb";

    private const int ValueBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string? Pool(HttpRequest request, string place) =>
        definition.LoadBalancer.CookieAffinity && request.Cookies[Name] is { } value
            ? definition.Pools.FirstOrDefault(pool => Value(pool.Label, place) == value)?.Label
            : null;

    public void Set(HttpResponse response, string pool, string place) => response.Cookies.Append(Name, Value(pool, place), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
        MaxAge = definition.LoadBalancer.AffinityTtl,
        Path = "/",
    });

    private string Value(string pool, string place) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{pool}|{place}")).AsSpan(0, ValueBytes));
}
