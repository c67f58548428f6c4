using System.Net.Http.Json;
using EdgeVoice.CloudflareEmulator.Proxy;
using EdgeVoice.CloudflareEmulator.Steering;

namespace EdgeVoice.Tests.CloudflareEmulator;

/// <summary>The edge with three regions behind it; each test leaves them all up.</summary>
public sealed class ThreeRegions : IAsyncLifetime
{
    private readonly List<RegionUnderTest> _regions = [];

    internal EdgeUnderTest Edge { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal RegionUnderTest this[string region] => _regions.Single(candidate => candidate.Name == region);

    public async ValueTask InitializeAsync()
    {
        // As an orchestrator sets it for every service.
        Edge = await EdgeUnderTest.StartAsync("--ForwardedHeaders_Enabled=true");
        foreach (var (region, token) in Edge.Tokens)
        {
            _regions.Add(await RegionUnderTest.StartAsync(region, Edge.Addresses.Tunnel!, token));
        }

        // Cookies are what some tests are about, so none is kept unasked.
        Client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new(Edge.Addresses.Public!) };
        await AllUpAsync();
    }

    internal async Task AllUpAsync()
    {
        foreach (var region in _regions)
        {
            region.Gateway.Healthy = true;
            await Edge.HasHealthAsync(region.Name, PoolHealth.Healthy);
        }
    }

    internal async Task SetDownAsync(params IEnumerable<string> regions)
    {
        foreach (var region in regions)
        {
            this[region].Gateway.Healthy = false;
        }

        foreach (var region in regions)
        {
            await Edge.HasHealthAsync(region, PoolHealth.Unhealthy);
        }
    }

    internal async Task<GatewayStandIn.Arrived> WhereAsync(string place, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/where");
        request.Headers.Add(Caller.Header, place);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<GatewayStandIn.Arrived>())!.AnyCase();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var region in _regions)
        {
            await region.DisposeAsync();
        }

        await Edge.DisposeAsync();
    }
}
