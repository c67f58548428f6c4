using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>
/// The real AppHost as a process of its own, on free ports, with a state folder and secrets of its own. Everything a test
/// knows of it, it reads from what the AppHost prints.
/// </summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    public const string ProviderKey = "sk-emulator-key-of-the-tests-0123456789";

    public const string LiveKitKey = "tests";
    public const string LiveKitSecret = "livekit-secret-of-the-tests-0123456789";

    private const string DatabasePassword = "password-of-the-tests";

    private static readonly TimeSpan s_readyLimit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly bool _ownsState;
    private readonly ConcurrentQueue<PrintedLine> _lines = new();

    private AppHostProcess(Process process, string stateDirectory, bool ownsState)
    {
        _process = process;
        _ownsState = ownsState;
        StateDirectory = stateDirectory;
    }

    public string StateDirectory { get; }

    public int ProcessId => _process.Id;

    public IReadOnlyList<string> Lines => [.. _lines.Select(line => line.Text)];

    /// <summary>Address of the first region's gateway, from the line <c>Call page</c>.</summary>
    public Uri CallPage => new(Find(CallPageLine()) ?? throw new InvalidOperationException("No line 'Call page'"));

    public static Task<AppHostProcess> StartAsync(string regions = "us-east", IReadOnlyDictionary<string, string>? environment = null) =>
        StartAsync(Directory.CreateTempSubdirectory("edgevoice-state").FullName, ownsState: true, regions, environment);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<AppHostProcess> StartAsync(string stateDirectory, bool ownsState, string regions, IReadOnlyDictionary<string, string>? environment)
    {
        var appHost = Launch(stateDirectory, ownsState, regions, environment);
        try
        {
            await appHost.WaitForLineAsync(ReadyLine(), s_readyLimit);
            return appHost;
        }
        catch (Exception exception)
        {
            await appHost.DisposeAsync();
            throw new InvalidOperationException($"The AppHost did not get ready:\n{appHost.Tail(60)}", exception);
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
                ["EdgeVoice__Regions"] = regions,
                ["EdgeVoice__Ports__Random"] = "true",
                // A process and telemetry that most tests do not look at.
                ["EdgeVoice__Dashboard"] = "false",
                ["EdgeVoice__StateDirectory"] = stateDirectory,
                ["Parameters__postgres-password"] = DatabasePassword,
                ["Parameters__realtime-emulator-key"] = ProviderKey,
                ["Parameters__livekit-api-key"] = LiveKitKey,
                ["Parameters__livekit-api-secret"] = LiveKitSecret,
            },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
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

    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "EdgeVoice.AppHost.dll");

    /// <summary>What no line may show, besides access tokens.</summary>
    public static IReadOnlyList<string> Secrets => [DatabasePassword, ProviderKey, LiveKitSecret];

    /// <summary>The address at which a service of this run listens, for example <c>realtime</c> or <c>agent-us-east</c>.</summary>
    public Uri Address(string resource) =>
        new($"http://127.0.0.1:{Find(new Regex($@"^\[{Regex.Escape(resource)}\].*(?:Now listening on: http://[^:]+:|listening on 127\.0\.0\.1 port )(\d+)"))}/");

    /// <summary>Connection string of this run's own PostgreSQL.</summary>
    public string Database => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Find(PostgresPort())};Username=postgres;Password={DatabasePassword};Database=edgevoice;Pooling=false");

    /// <summary>The process id of the resource's latest start.</summary>
    public int ProcessIdOf(string resource) => int.Parse(Find(new Regex($@"^\[{Regex.Escape(resource)}\] started \(pid (\d+)\)"))!, CultureInfo.InvariantCulture);

    public Task WaitForLineAsync(Regex pattern, TimeSpan limit, int skip = 0) =>
        LineAsync(pattern, limit, skip);

    /// <summary>The first such line after <paramref name="skip"/> earlier ones.</summary>
    /// <exception cref="InvalidOperationException">The AppHost ended without it.</exception>
    public async Task<PrintedLine> LineAsync(Regex pattern, TimeSpan limit, int skip = 0)
    {
        PrintedLine? found = null;
        await Eventually.IsTrueAsync($"a line {pattern}", () =>
        {
            // Asked first: its last lines may come after its end.
            var exited = _process.HasExited;
            found = _lines.Skip(skip).FirstOrDefault(line => pattern.IsMatch(line.Text));
            return found is not null || (exited ? throw new InvalidOperationException($"The AppHost exited with {_process.ExitCode}") : false);
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

    /// <summary>Runs <c>--command</c> as a user does, from another process. The exit code and the one line that it prints.</summary>
    public async Task<(int ExitCode, string Line)> CommandAsync(string resource, string command)
    {
        await using var asked = Launch(StateDirectory, ownsState: false, "us-east", null, "dotnet", "exec", Assembly, "--command", resource, command);
        var exitCode = await asked.ExitAsync(TimeSpan.FromSeconds(60));
        return (exitCode, string.Join('\n', asked.Lines));
    }

    /// <summary>The last lines it printed, for a failing test's message.</summary>
    public string Tail(int count) => string.Join('\n', Lines.TakeLast(count));

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

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(new PrintedLine(line, Stopwatch.GetTimestamp()));
        }
    }

    private string? Find(Regex pattern) => _lines.Select(line => pattern.Match(line.Text)).LastOrDefault(match => match.Success)?.Groups[1].Value;

    [GeneratedRegex(@"^Ready in ([\d.]+) s")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"^Call page\s+(http://\S+)")]
    private static partial Regex CallPageLine();

    [GeneratedRegex(@"^\[postgres\].*listening on IPv4 address ""127\.0\.0\.1"", port (\d+)")]
    private static partial Regex PostgresPort();
}
