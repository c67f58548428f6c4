using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>The AppHost as a process of its own, for tests that end it or read what it prints.</summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_readyLimit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly bool _ownsState;
    private readonly ConcurrentQueue<string> _lines = new();

    private AppHostProcess(Process process, string stateDirectory, bool ownsState)
    {
        _process = process;
        _ownsState = ownsState;
        StateDirectory = stateDirectory;
    }

    public static string Assembly => AppHost.AppHostProcess.Assembly();

    public string StateDirectory { get; }

    public int ProcessId => _process.Id;

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The public name's address, from the line <c>Call page</c>.</summary>
    public Uri CallPage => new(_lines.Select(line => CallPageLine().Match(line)).Last(match => match.Success).Groups[1].Value);

    /// <summary>Connection string of this run's own PostgreSQL.</summary>
    public string Database => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={PortOf("postgres")};Username=postgres;Password={HostedAppHost.DatabasePassword};Database=edgevoice;Pooling=false");

    /// <summary>Every process of this run: all of them have the state folder in their environment, and the orchestrator's own with them.</summary>
    public IReadOnlyList<ProcessIdentity> Tree => [.. ProcessTree.WithEnvironment(StateDirectory).Where(process => process.Id != ProcessId)];

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<AppHostProcess> StartAsync(string stateDirectory, bool ownsState, string regions, IReadOnlyDictionary<string, string>? environment)
    {
        var appHost = Launch(stateDirectory, ownsState, regions, environment);
        try
        {
            await appHost.LineAsync(ReadyLine(), s_readyLimit);
            return appHost;
        }
        catch (Exception exception)
        {
            await appHost.DisposeAsync();
            throw new InvalidOperationException($"The AppHost did not get ready:\n{string.Join('\n', appHost.Lines.TakeLast(60))}", exception);
        }
    }

    /// <summary>Starts it and waits for nothing. By default the program itself; <paramref name="command"/> is another way to it.</summary>
    public static AppHostProcess Launch(string stateDirectory, bool ownsState, string regions, IReadOnlyDictionary<string, string>? environment, params string[] command)
    {
        string[] words = command.Length > 0 ? command : ["dotnet", "exec", Assembly];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Path,
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["EdgeVoice__Ports__Random"] = "true",
                // A process and telemetry that most tests do not look at.
                ["EdgeVoice__Dashboard"] = "false",
                ["EdgeVoice__StateDirectory"] = stateDirectory,
            },
        };
        foreach (var (name, value) in HostedAppHost.Settings(regions, environment))
        {
            start.Environment[name] = value;
        }

        var appHost = new AppHostProcess(new Process { StartInfo = start }, stateDirectory, ownsState);
        appHost._process.OutputDataReceived += (_, line) => appHost.Add(line.Data);
        appHost._process.ErrorDataReceived += (_, line) => appHost.Add(line.Data);
        appHost._process.Start();
        appHost._process.BeginOutputReadLine();
        appHost._process.BeginErrorReadLine();
        return appHost;
    }

    /// <summary>The process of a service of this run.</summary>
    public int ProcessIdOf(string resource) => Tree.First(process =>
        ProcessTree.VariableOf(process.Id, "OTEL_SERVICE_NAME") == resource && process.Name is "dotnet" or "node").Id;

    /// <exception cref="InvalidOperationException">The AppHost ended without it.</exception>
    public async Task<string> LineAsync(Regex pattern, TimeSpan limit)
    {
        string? found = null;
        await Eventually.IsTrueAsync($"a line {pattern}", () =>
        {
            // Asked first: its last lines may come after its end.
            var exited = _process.HasExited;
            found = _lines.FirstOrDefault(line => pattern.IsMatch(line));
            return found is not null || (exited ? throw new InvalidOperationException($"The AppHost exited with {_process.ExitCode}:\n{string.Join('\n', _lines.TakeLast(20))}") : false);
        }, limit);
        return found!;
    }

    /// <summary>Waits for its end and for its last line; returns the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var waiting = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(waiting.Token);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill(entireProcessTree: false);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, Signals.Terminate);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
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
        if (_ownsState)
        {
            Directory.Delete(StateDirectory, recursive: true);
        }
    }

    private string PortOf(string program)
    {
        var words = Tree.Where(process => process.Name == program).Select(process => ProcessTree.CommandOf(process.Id)).First(command => command.Contains("-p"));
        return words[Array.IndexOf(words, "-p") + 1];
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    [GeneratedRegex(@"^Ready in ([\d.]+) s")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"^Call page\s+(http://\S+)")]
    private static partial Regex CallPageLine();
}
