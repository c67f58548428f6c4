using EdgeVoice.Distances;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Where a request comes from. The real edge tells by the address; here the caller says it.</summary>
internal sealed class Caller(PlaceBook places, Microsoft.Extensions.Options.IOptions<Configuration.EdgeOptions> options)
{
    /// <summary>Header for programs, such as the bench. Never passed on.</summary>
    public const string Header = "X-EdgeVoice-Place";

    /// <summary>Cookie for the call page.</summary>
    public const string Cookie = "edgevoice-place";

    /// <summary>Puts the cookie on a page that has none: by it the call page knows that places can be chosen.</summary>
    public static void Mark(HttpContext context, Place place)
    {
        if (context.Request.Cookies.ContainsKey(Cookie) || !context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        context.Response.OnStarting(() =>
        {
            context.Response.Cookies.Append(Cookie, place.Id, new CookieOptions { SameSite = SameSiteMode.Lax, Path = "/" });
            return Task.CompletedTask;
        });
    }

    public Place Of(HttpRequest request) =>
        places.Find(request.Headers[Header].ToString()) ?? places.Find(request.Cookies[Cookie]) ?? places.Find(options.Value.DefaultPlace)!;
}
