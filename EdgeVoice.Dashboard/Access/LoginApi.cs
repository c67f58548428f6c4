namespace EdgeVoice.Dashboard.Access;

/// <summary><c>/login?t=</c>: the token once, then a cookie. Without a token, or with a wrong one, a page that asks for it.</summary>
internal sealed class LoginApi(AccessTokens tokens, LoginLimiter limiter)
{
    private static readonly string s_page = LoadPage();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/login", (HttpContext context) => Login(context, context.Request.Query["t"], context.Request.Query["returnUrl"]));
        routes.MapPost("/login", async (HttpContext context) =>
        {
            if (!context.Request.HasFormContentType)
            {
                return Page(context, "", StatusCodes.Status415UnsupportedMediaType);
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return Login(context, form["t"], form["returnUrl"]);
        });
    }

    private IResult Login(HttpContext context, string? token, string? returnUrl)
    {
        if (string.IsNullOrEmpty(token))
        {
            return Page(context, "", StatusCodes.Status200OK);
        }

        if (!limiter.TryBegin())
        {
            return Page(context, "Too many wrong tokens. Wait a minute.", StatusCodes.Status429TooManyRequests);
        }

        if (!tokens.IsToken(token.Trim()))
        {
            limiter.Failed();
            return Page(context, "This token is not the one of the running dashboard.", StatusCodes.Status401Unauthorized);
        }

        context.Response.Cookies.Append(AccessMiddleware.Cookie, tokens.MakeCookie(), new CookieOptions
        {
            HttpOnly = true,
            // Lax: the link is opened from a terminal or another page, and the cookie must come along when it redirects.
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = AccessTokens.CookieLife,
            Path = "/",
        });
        return Results.Redirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    // "//elsewhere" and "/\elsewhere" are other sites to a browser.
    private static bool IsLocal(string? url) => url is { Length: > 0 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private static IResult Page(HttpContext context, string message, int status)
    {
        var returnUrl = IsLocal(context.Request.Query["returnUrl"]) ? context.Request.Query["returnUrl"].ToString() : "/";
        return Results.Content(
            s_page.Replace("{message}", Encode(message), StringComparison.Ordinal).Replace("{returnUrl}", Encode(returnUrl), StringComparison.Ordinal),
            "text/html; charset=utf-8",
            statusCode: status);
    }

    private static string Encode(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);

    private static string LoadPage()
    {
        using var reader = new StreamReader(typeof(LoginApi).Assembly.GetManifestResourceStream("login.html")!);
        return reader.ReadToEnd();
    }
}
