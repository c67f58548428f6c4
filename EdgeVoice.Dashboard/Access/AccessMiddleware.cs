using EdgeVoice.Dashboard.Api;

namespace EdgeVoice.Dashboard.Access;

/// <summary>Nobody without a login sees anything but health and the login page; and nothing is changed from another site.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessTokens tokens)
{
    public const string Cookie = "edgevoice.dashboard";
    private const string Bearer = "Bearer ";

    // A form of another site cannot set a header.
    private const string ChangeHeader = "X-Requested-With";

    private static readonly string[] s_open = ["/health", "/alive", "/login"];

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (s_open.Any(open => path.Equals(open, StringComparison.OrdinalIgnoreCase)))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        var byToken = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && tokens.IsToken(header[Bearer.Length..].Trim());
        if (!byToken && !tokens.IsCookie(context.Request.Cookies[Cookie]))
        {
            await AskAsync(context).ConfigureAwait(false);
            return;
        }

        if (!byToken && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && context.Request.Headers[ChangeHeader].Count == 0)
        {
            await Problems.Make(StatusCodes.Status403Forbidden, "cross-site", "The request may come from another site", $"Send the header {ChangeHeader}: dashboard.").ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    }

    private static Task AskAsync(HttpContext context)
    {
        var isPage = HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !Path.HasExtension(context.Request.Path.Value);
        if (isPage)
        {
            context.Response.Redirect("/login?returnUrl=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
            return Task.CompletedTask;
        }

        return Problems.Make(StatusCodes.Status401Unauthorized, "login", "Login is needed", "Open the login URL that was printed at the start, or send Authorization: Bearer <token>.").ExecuteAsync(context);
    }
}
