using Microsoft.Extensions.FileProviders;

namespace EdgeVoice.Dashboard.Hosting;

/// <summary>The pages of <c>web/</c>. Their router works in the browser: every address without a file is the one page.</summary>
internal static class Pages
{
    private const string Page = "dashboard.html";

    public static void Use(WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder))
        {
            return;
        }

        var files = new PhysicalFileProvider(folder);
        app.Use((context, next) =>
        {
            var path = context.Request.Path;
            var isPage = HttpMethods.IsGet(context.Request.Method)
                && !path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                && !Path.HasExtension(path.Value)
                && path.Value is not ("/login" or "/health" or "/alive");
            if (isPage)
            {
                context.Request.Path = "/" + Page;
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = file =>
            {
                // Names under /assets/ hold a hash of their content.
                if (file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase))
                {
                    file.Context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
                }
            },
        });
        // Routing is chosen after the path was rewritten.
        app.UseRouting();
    }
}
