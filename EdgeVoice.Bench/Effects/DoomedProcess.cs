using System.Diagnostics;
using System.Text.Json;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Effects;

/// <summary>A <see cref="DoomedAgent"/> as its killer sees it.</summary>
internal sealed class DoomedProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private DoomedProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Starts it and waits until its calls can begin.</summary>
    public static async Task<DoomedProcess> StartAsync(DoomedOrder order, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(DoomedProcess).Assembly.Location, DoomedAgent.Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        var agent = new DoomedProcess(Process.Start(start)!);
        await agent.WriteAsync(JsonSerializer.Serialize(order), cancellationToken);
        await agent.SaysAsync(DoomedAgent.Ready, cancellationToken);
        return agent;
    }

    /// <summary>Lets its calls begin.</summary>
    public Task GoAsync(CancellationToken cancellationToken) => WriteAsync("go", cancellationToken);

    /// <exception cref="BenchException">It says something else, or nothing.</exception>
    public async Task SaysAsync(string expected, CancellationToken cancellationToken)
    {
        var said = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_limit, cancellationToken);
        if (said != expected)
        {
            throw new BenchException($"The agent that is to be killed says '{said}' instead of '{expected}'. {(_process.HasExited ? await _errors : "")}");
        }
    }

    /// <summary>SIGKILL: nothing of it runs any more when this completes.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }
}
