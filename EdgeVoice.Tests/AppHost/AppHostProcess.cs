using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost;

/// <summary>The real AppHost as a process of its own, with its own home and state.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);
    private readonly Process _process;

    public AppHostProcess(TemporaryFolder folder, params string[] args)
        : this(Assembly(), folder, args)
    {
    }

    /// <param name="assembly">The AppHost, however it was built.</param>
    public AppHostProcess(string assembly, TemporaryFolder folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Combine("EdgeVoice.AppHost"),
        };
        start.Environment["HOME"] = folder.Path;
        start.Environment["EdgeVoice__StateDirectory"] = folder.Combine("state");
        start.Environment["EdgeVoice__Ports__Random"] = "true";
        // Aspire itself would wait for an answer from a terminal.
        start.Environment["ASPIRE_INTERACTIVITY_ENABLED"] = "false";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public IReadOnlyCollection<string> Lines => _lines;

    public static string Assembly() => RepositoryRoot.Built("EdgeVoice.AppHost");

    public async Task<string> LineAsync(string text)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            try
            {
                await _written.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No line with '{text}' among:\n{string.Join('\n', _lines)}");
            }
        }
    }

    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(s_limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _written.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            _written.Release();
        }
    }
}
