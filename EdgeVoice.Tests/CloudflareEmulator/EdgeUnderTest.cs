using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.CloudflareEmulator;
using EdgeVoice.CloudflareEmulator.Monitoring;
using EdgeVoice.CloudflareEmulator.Status;
using EdgeVoice.CloudflareEmulator.Steering;
using EdgeVoice.CloudflareEmulator.Tunnels;
using EdgeVoice.Tests.AppHost.Cloudflare;
using EdgeVoice.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.CloudflareEmulator;

/// <summary>The edge on free ports, with the definition that publishing writes for the default model.</summary>
internal sealed class EdgeUnderTest : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly string _folder;

    private EdgeUnderTest(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
        Addresses = app.Services.GetRequiredService<ListenerAddresses>();
    }

    public ListenerAddresses Addresses { get; }

    public Dictionary<string, string> Tokens { get; private init; } = [];

    public static async Task<EdgeUnderTest> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("edgevoice-edge-").FullName;
        var file = Path.Combine(folder, CloudflareTerraform.FileName);
        await File.WriteAllTextAsync(file, CloudflareTerraform.Write(Fleets.Three));
        var tokens = Fleets.Three.Cells.ToDictionary(cell => cell.Name, _ => CloudflareEmulator.Tokens.New(Guid.NewGuid()));
        string[] tunnels = [.. Fleets.Three.Cells.Select(cell => $"--Edge:TunnelTokens:{cell.TunnelName}={tokens[cell.Name]}")];
        var app = EdgeApp.Build(
            [$"--Edge:Definition={file}", "--Edge:MonitorInterval=0.1", "--Edge:MonitorTimeout=0.5", "--Edge:KeepAlive=1", "--Edge:Distances=false", .. tunnels, .. settings],
            builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        return new(app, folder) { Tokens = tokens };
    }

    public PoolHealth Health(string pool) => _app.Services.GetRequiredService<HealthBook>().Of(pool);

    public int Connections(string region) => _app.Services.GetRequiredService<TunnelRegistry>().Of(region).Count;

    public async Task HasHealthAsync(string pool, PoolHealth health)
    {
        try
        {
            await Eventually.IsTrueAsync($"{pool} is {health}", () => Health(pool) == health, Patience);
        }
        catch (TimeoutException exception)
        {
            var probes = _app.Services.GetRequiredService<HealthBook>().Origins(pool).SelectMany(origin => origin.Recent()).Select(probe => probe.Reason);
            throw new TimeoutException($"{exception.Message}. {Connections(pool)} connections; probes: {string.Join(", ", probes.TakeLast(5))}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
