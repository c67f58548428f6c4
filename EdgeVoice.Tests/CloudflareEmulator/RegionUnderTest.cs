using EdgeVoice.CloudflareEmulator.Connector;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.CloudflareEmulator;

/// <summary>A region: its gateway and its connector.</summary>
internal sealed class RegionUnderTest : IAsyncDisposable
{
    private readonly string _edge;
    private readonly string[] _settings;
    private WebApplication? _connector;

    private RegionUnderTest(string name, GatewayStandIn gateway, string edge, string token, string[] settings)
    {
        Name = name;
        Gateway = gateway;
        Token = token;
        _edge = edge;
        _settings = settings;
    }

    public string Name { get; }

    public GatewayStandIn Gateway { get; }

    public string Token { get; set; }

    public IServiceProvider Services => _connector!.Services;

    public string ConnectorUrl => _connector!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<RegionUnderTest> StartAsync(string name, string edge, string token, params string[] settings)
    {
        var region = new RegionUnderTest(name, await GatewayStandIn.StartAsync(name), edge, token, settings);
        await region.ConnectAsync();
        return region;
    }

    public async Task ConnectAsync()
    {
        _connector = TunnelApp.Build(
            [$"--Tunnel:Edge={_edge}", $"--Tunnel:Token={Token}", $"--Tunnel:Service={Gateway.Url}", $"--Tunnel:Region={Name}", "--Tunnel:MaxBackoff=0.5", "--Tunnel:GracePeriod=2", "--Tunnel:Distances=false", .. _settings],
            builder => builder.Logging.ClearProviders());
        await _connector.StartAsync();
    }

    /// <summary>Ends the connector: with time for what is under way, or at once as a kill does.</summary>
    public async Task DisconnectAsync(bool graceful)
    {
        if (Interlocked.Exchange(ref _connector, null) is not { } connector)
        {
            return;
        }

        using var limit = new CancellationTokenSource(graceful ? TimeSpan.FromSeconds(10) : TimeSpan.Zero);
        await connector.StopAsync(limit.Token);
        await connector.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync(graceful: false);
        await Gateway.DisposeAsync();
    }
}
