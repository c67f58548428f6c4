using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>Lets only those through who know the key: other users of this machine reach the port, too.</summary>
internal static class BearerKey
{
    private const int KeyBytes = 32;

    public static string Create() => RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true);

    public static Func<HttpContext, RequestDelegate, Task> Require(string key)
    {
        var expected = Encoding.UTF8.GetBytes(key);
        return async (context, next) =>
        {
            if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header) &&
                string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) &&
                CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header.Parameter ?? ""), expected))
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await context.Response.WriteAsJsonAsync(
                new CommandResultDto(false, "The key of this AppHost is missing or wrong: send Authorization: Bearer {key}."), ServiceJson.Options, context.RequestAborted);
        };
    }
}
