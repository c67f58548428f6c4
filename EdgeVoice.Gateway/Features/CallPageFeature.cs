using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace EdgeVoice.Gateway.Features;

/// <summary>The call page as files. Vite puts a hash into each asset's name, so only the index can go out of date.</summary>
internal static class CallPageFeature
{
    private const string AssetFolder = "/assets";

    public static void UseCallPage(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder))
        {
            return;
        }

        var files = new PhysicalFileProvider(folder);
        app.Lifetime.ApplicationStopped.Register(files.Dispose);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, DefaultFileNames = ["index.html"], RedirectToAppendTrailingSlash = false });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = static file => file.Context.Response.Headers[HeaderNames.CacheControl] =
                file.Context.Request.Path.StartsWithSegments(AssetFolder) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
