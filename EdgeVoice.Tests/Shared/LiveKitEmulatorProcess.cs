using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Tests.Shared;

/// <summary>The LiveKit emulator as its own process, on a free port, with a configuration file of its own.</summary>
internal sealed partial class LiveKitEmulatorProcess : IAsyncDisposable
{
    private const int MediaPorts = 200;
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(20);
    private static readonly HttpClient s_http = new();
    private static int s_nextMediaPort = 20_000 + (Environment.ProcessId % 100 * MediaPorts);

    private readonly string _configuration = Path.Combine(Path.GetTempPath(), $"edgevoice-livekit-{Guid.NewGuid():N}.yaml");
    private readonly int _firstMediaPort = Interlocked.Add(ref s_nextMediaPort, MediaPorts);
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private LiveKitEmulatorProcess()
    {
    }

    public static string ApiKey => "devkey";

    public static string ApiSecret => "a-secret-for-tests-of-at-least-32-bytes";

    public int Port { get; private set; }

    public string Url => $"ws://127.0.0.1:{Port}";

    public LiveKitOptions Options => new() { Url = Url, ApiKey = ApiKey, ApiSecret = ApiSecret };

    /// <summary>What the process wrote, for a failed test.</summary>
    public string Output => string.Join('\n', _output);

    public static async Task<LiveKitEmulatorProcess> StartAsync(CancellationToken cancellationToken)
    {
        var emulator = new LiveKitEmulatorProcess();
        try
        {
            await emulator.RunAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process as a crash would.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts again on the same port after <see cref="KillAsync"/>.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public string ParticipantToken(string room, string identity) =>
        LiveKitToken.ForParticipant(Options, room, identity, DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10));

    /// <summary>Calls the server API, such as AgentDispatchService/CreateDispatch, with JSON.</summary>
    public async Task<string> CallAsync(string method, string room, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{Port}/twirp/livekit.{method}")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LiveKitToken.ForRoomService(Options, room, DateTimeOffset.UtcNow));
        using var response = await s_http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? body : throw new HttpRequestException($"{method}: {(int)response.StatusCode} {body}");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        File.Delete(_configuration);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_configuration, Configuration(), cancellationToken);
        var start = new ProcessStartInfo("node", [RepositoryRoot.Combine("emulators", "livekit", "src", "main.js"), "--config", _configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var listening = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => OnLine(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data, listening);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The LiveKit emulator ended: {Output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Port = await listening.Task.WaitAsync(s_startLimit, cancellationToken);
    }

    private void OnLine(string? line, TaskCompletionSource<int> listening)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    private string Configuration() => $"""
        port: {Port}
        bind_addresses: ["127.0.0.1"]
        keys:
          {ApiKey}: "{ApiSecret}"
        rtc:
          port_range_start: {_firstMediaPort}
          port_range_end: {_firstMediaPort + MediaPorts - 1}
        """;

    [GeneratedRegex(@"listening on .* port (\d+)")]
    private static partial Regex Listening();
}
