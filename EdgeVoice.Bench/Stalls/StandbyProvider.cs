using System.Diagnostics;
using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Stalls;

/// <summary>The provider's next region, which stays well: a process of its own, because those of the AppHost share one.</summary>
internal sealed class StandbyProvider : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;

    private StandbyProvider(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    public static async Task<StandbyProvider> StartAsync(string key, string speed, CancellationToken cancellationToken)
    {
        var url = new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort.Next()}"));
        var start = new ProcessStartInfo("dotnet", ["exec", BuiltProjects.Assembly(new Projects.EdgeVoice_RealtimeEmulator().ProjectPath), $"--urls={url}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["RealtimeEmulator__ApiKey"] = key;
        start.Environment["RealtimeEmulator__Speed"] = speed;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var standby = new StandbyProvider(process, url);
        try
        {
            await standby.ReadyAsync(cancellationToken);
            return standby;
        }
        catch
        {
            await standby.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        while (!await IsHealthyAsync(http, limit.Token))
        {
            if (_process.HasExited)
            {
                throw new BenchException("The second provider's emulator has ended.");
            }

            await Task.Delay(s_poll, limit.Token);
        }
    }

    private async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "/health"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
