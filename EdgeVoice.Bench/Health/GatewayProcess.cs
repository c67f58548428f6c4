using System.Diagnostics;
using System.Net;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Health;

/// <summary>The gateway as it is deployed, in a process of its own that may use one core.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private GatewayProcess(Process process, int port)
    {
        _process = process;
        HealthUrl = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/healthz/realtime"));
    }

    public Uri HealthUrl { get; }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<GatewayProcess> StartAsync(string upstream, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        // On Linux a core is given to a process before it starts: later it would be given to its first thread alone.
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "taskset" : Dotnet,
        [
            .. OperatingSystem.IsLinux() ? ["-c", "0", Dotnet] : Array.Empty<string>(),
            "exec", Path.Combine(AppContext.BaseDirectory, "EdgeVoice.Gateway.dll"), FormattableString.Invariant($"--urls=http://127.0.0.1:{port}"),
            "--LiveKit:Url=" + upstream, "--LiveKit:ApiKey=bench", "--LiveKit:ApiSecret=" + Guid.NewGuid().ToString("N"), "--Gateway:Region=bench",
            "--Gateway:AgentUrls=" + upstream, "--Gateway:DrainSeconds=0",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (OperatingSystem.IsWindows())
        {
            process.ProcessorAffinity = 1;
        }

        var gateway = new GatewayProcess(process, port);
        await gateway.ReadyAsync(cancellationToken);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startLimit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                using var response = await http.GetAsync(HealthUrl, limit.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
            }
        }
    }
}
