using EdgeVoice.Dashboard.Access;
using EdgeVoice.Dashboard.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Hosting;

/// <summary>Tells where to log in: on the console, never in a log, and in a file that only this user may read, for the command line.</summary>
internal sealed class LoginLine(IServer server, AccessTokens tokens, IOptions<DashboardOptions> options, IHostApplicationLifetime lifetime) : IHostedService
{
    public const string FileName = "login-url";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
    {
        var address = options.Value.Frontend.PublicUrl is { Length: > 0 } set ? set : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null)
        {
            return;
        }

        var url = $"{address.TrimEnd('/').Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)}/login?t={tokens.Token}";
        if (options.Value.DataDirectory is { Length: > 0 } folder)
        {
            Write(Path.Combine(folder, FileName), url);
        }

        // Whoever gave the token knows the line: the AppHost prints it itself.
        if (options.Value.Frontend.BrowserToken.Length == 0)
        {
            Console.WriteLine($"Dashboard  {url}");
        }
    }

    private static void Write(string file, string url)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(file);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(file, options);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(url));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only the command line misses it, and it can be told.
        }
    }
}
