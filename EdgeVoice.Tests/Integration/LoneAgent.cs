using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>One more agent in a running region, with another name and another provider.</summary>
internal sealed class LoneAgent : IAsyncDisposable
{
    private const string Name = "lone";

    private readonly Process _process;
    private readonly LiveKitOptions _liveKit;
    private readonly ConcurrentQueue<string> _lines = new();

    private LoneAgent(Process process, LiveKitOptions liveKit)
    {
        _process = process;
        _liveKit = liveKit;
    }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Lines => [.. _lines];

    public static async Task<LoneAgent> StartAsync(HostedAppHost appHost, string provider, TimeSpan limit)
    {
        var address = appHost.Address("livekit-us-east");
        var liveKit = new LiveKitOptions { Url = $"ws://{address.Authority}", ApiKey = HostedAppHost.LiveKitKey, ApiSecret = HostedAppHost.LiveKitSecret };
        var start = new ProcessStartInfo("dotnet", ["exec", RepositoryRoot.Built("EdgeVoice.Agent")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["DOTNET_gcServer"] = "0",
                ["LiveKit__Url"] = liveKit.Url,
                ["LiveKit__ApiKey"] = liveKit.ApiKey,
                ["LiveKit__ApiSecret"] = liveKit.ApiSecret,
                ["Realtime__Endpoint"] = provider,
                ["Realtime__ApiKey"] = HostedAppHost.ProviderKey,
                ["Agent__Region"] = "us-east",
                ["Agent__AgentName"] = Name,
                ["Agent__SpoolDirectory"] = Path.Combine(appHost.StateDirectory, "spool", Name),
                ["ConnectionStrings__edgevoice"] = appHost.Database,
            },
        };
        var agent = new LoneAgent(new Process { StartInfo = start }, liveKit);
        agent._process.OutputDataReceived += (_, line) => agent._lines.Enqueue(line.Data ?? "");
        agent._process.ErrorDataReceived += (_, line) => agent._lines.Enqueue(line.Data ?? "");
        agent._process.Start();
        agent._process.BeginOutputReadLine();
        agent._process.BeginErrorReadLine();
        await Eventually.IsTrueAsync("the lone agent's registration", () => agent._lines.Any(line => line.Contains("Registered as", StringComparison.Ordinal)), limit);
        return agent;
    }

    /// <summary>Sends it into a room of its own.</summary>
    public async Task DispatchAsync(string room)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_liveKit.Url.Replace("ws:", "http:", StringComparison.Ordinal)) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LiveKitToken.ForRoomService(_liveKit, room, DateTimeOffset.UtcNow));
        using var created = await http.PostAsJsonAsync("twirp/livekit.RoomService/CreateRoom", new { name = room });
        created.EnsureSuccessStatusCode();
        using var response = await http.PostAsJsonAsync("twirp/livekit.AgentDispatchService/CreateDispatch", new { room, agentName = Name, metadata = "{}" });
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
