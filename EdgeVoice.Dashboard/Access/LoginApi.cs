namespace EdgeVoice.Dashboard.Access;

/// <summary><c>/login?t=</c>: the token once, then a cookie. Without a token, or with a wrong one, a page that asks for it.</summary>
internal sealed class LoginApi(AccessTokens tokens, LoginLimiter limiter)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/login", (HttpContext context) => Login(context, context.Request.Query["t"], context.Request.Query["returnUrl"]));
        routes.MapPost("/login", async (HttpContext context) =>
        {
            if (!context.Request.HasFormContentType)
            {
                return Page(null, "", StatusCodes.Status415UnsupportedMediaType);
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return Login(context, form["t"], form["returnUrl"]);
        });
    }

    private IResult Login(HttpContext context, string? token, string? returnUrl)
    {
        if (string.IsNullOrEmpty(token))
        {
            return Page(returnUrl, "", StatusCodes.Status200OK);
        }

        if (!limiter.TryBegin(context))
        {
            return Page(returnUrl, "Too many wrong tokens. Wait a minute.", StatusCodes.Status429TooManyRequests);
        }

        if (!tokens.IsToken(token.Trim()))
        {
            limiter.Failed(context);
            return Page(returnUrl, "This token is not the one of the running dashboard.", StatusCodes.Status401Unauthorized);
        }

        context.Response.Cookies.Append(AccessMiddleware.Cookie, tokens.MakeCookie(), new CookieOptions
        {
            HttpOnly = true,
            // Lax: the link is opened from a terminal or another page, and the cookie must come along when it redirects.
            SameSite = SameSiteMode.Lax,
            // The tunnel ends TLS. Who tells a lie here only keeps their own cookie from themselves.
            Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"].ToString().Split(',')[0].Trim().Equals("https", StringComparison.OrdinalIgnoreCase),
            MaxAge = AccessTokens.CookieLife,
            Path = "/",
        });
        return Results.Redirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    // "//elsewhere" and "/\elsewhere" are other sites to a browser.
    private static bool IsLocal(string? url) => url is { Length: > 0 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private static IResult Page(string? returnUrl, string message, int status) =>
        Results.Content(LoginPage.Render(message, IsLocal(returnUrl) ? returnUrl! : "/"), "text/html; charset=utf-8", statusCode: status);
}
