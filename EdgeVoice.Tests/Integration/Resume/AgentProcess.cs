using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration.Resume;

/// <summary>The agent as a process of its own.</summary>
internal sealed partial class AgentProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly HttpClient _http = new();

    private AgentProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    public string Output => string.Join('\n', _lines);

    public static async Task<AgentProcess> StartAsync(string name, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", RepositoryRoot.Built("EdgeVoice.Agent")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["Agent__AgentName"] = name;
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var agent = new AgentProcess(name, new Process { StartInfo = start });
        agent._process.OutputDataReceived += (_, line) => agent._lines.Enqueue(line.Data ?? "");
        agent._process.ErrorDataReceived += (_, line) => agent._lines.Enqueue(line.Data ?? "");
        agent._process.Start();
        agent._process.BeginOutputReadLine();
        agent._process.BeginErrorReadLine();
        try
        {
            await Eventually.IsTrueAsync(
                $"the registration of {name}",
                () => agent._process.HasExited
                    ? throw new TimeoutException($"{name} has ended")
                    : agent._lines.Any(line => line.Contains("Registered as", StringComparison.Ordinal)) && Listening().IsMatch(agent.Output),
                s_limit);
        }
        catch (TimeoutException exception)
        {
            await agent.DisposeAsync();
            throw new TimeoutException($"{exception.Message}; it wrote:\n{agent.Output}", exception);
        }

        agent._http.BaseAddress = new Uri(Listening().Match(agent.Output).Groups[1].Value);
        return agent;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        Signals.Send(_process.Id, Signals.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>The calls it says it holds, as <c>callId.generation</c>.</summary>
    public async Task<IReadOnlyList<string>> CallsAsync()
    {
        var status = await _http.GetFromJsonAsync<JsonElement>("/status");
        return [.. status.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("callId").GetString()}.{call.GetProperty("generation").GetInt32()}")];
    }

    public async Task DrainAsync(int limitSeconds)
    {
        using var response = await _http.PostAsJsonAsync("/admin/drain", new { limitSeconds });
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
