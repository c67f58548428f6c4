using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdgeVoice.Bench.Hosting;

/// <summary>An AppHost of the bench's own: free ports, secrets and a state folder that are gone afterwards.</summary>
internal sealed partial class OwnAppHost : IAsyncDisposable
{
    private const int SigTerm = 15;

    private static readonly TimeSpan s_readyLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(60);

    private static readonly string s_databasePassword = RandomNumberGenerator.GetHexString(32);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OwnAppHost(Process process, string stateDirectory)
    {
        _process = process;
        StateDirectory = stateDirectory;
    }

    public string StateDirectory { get; }

    /// <summary>What it printed.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="settings">Configuration of the AppHost, as <c>EdgeVoice__Agents</c> for <c>EdgeVoice:Agents</c>.</param>
    /// <exception cref="BenchException">It did not get ready; the message has its last lines.</exception>
    public static async Task<OwnAppHost> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var state = Directory.CreateTempSubdirectory("edgevoice-bench-").FullName;
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "EdgeVoice.AppHost.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment(state).Concat(settings))
        {
            start.Environment[name] = value;
        }

        var host = new OwnAppHost(new Process { StartInfo = start, EnableRaisingEvents = true }, state);
        try
        {
            host.Run();
            await host._ready.Task.WaitAsync(s_readyLimit, cancellationToken);
            return host;
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            await host.DisposeAsync();
            throw new BenchException($"The AppHost did not get ready:\n{string.Join('\n', host._lines.TakeLast(30))}", exception);
        }
    }

    public static string ConnectionString(ResourceView postgres)
    {
        var port = new Uri(postgres.Urls[0].Url).Port;
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Password={s_databasePassword};Database=edgevoice;Pooling=false;Timeout=5");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SigTerm);
            using var limit = new CancellationTokenSource(s_stopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        Directory.Delete(StateDirectory, recursive: true);
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"exited with {_process.ExitCode}")));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith("Ready in ", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    // The secrets are given, so that none is drawn and kept in the user's own store.
    private static Dictionary<string, string> Environment(string state) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["EdgeVoice__Ports__Random"] = "true",
        ["EdgeVoice__Dashboard"] = "false",
        ["EdgeVoice__StateDirectory"] = state,
        ["Parameters__postgres-password"] = s_databasePassword,
        ["Parameters__realtime-emulator-key"] = RandomNumberGenerator.GetHexString(32),
        ["Parameters__livekit-api-key"] = RandomNumberGenerator.GetHexString(12),
        ["Parameters__livekit-api-secret"] = RandomNumberGenerator.GetHexString(48),
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
