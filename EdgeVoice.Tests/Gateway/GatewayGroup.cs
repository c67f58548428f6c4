using System.Net;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Gateways of several regions that know one another: region-0, region-1, ...</summary>
internal sealed class GatewayGroup : IAsyncDisposable
{
    public const string PeersKey = "the-key-that-all-regions-of-a-test-share";

    private GatewayGroup(IReadOnlyList<GatewayUnderTest> all) => All = all;

    public IReadOnlyList<GatewayUnderTest> All { get; }

    public GatewayUnderTest this[int index] => All[index];

    public static Task<GatewayGroup> StartAsync(params int[] slots) => StartAsync(TimeProvider.System, slots);

    public static Task<GatewayGroup> StartAsync(TimeProvider time, params int[] slots) => StartAsync(time, slots, []);

    public static async Task<GatewayGroup> StartAsync(TimeProvider time, int[] slots, string[] settings)
    {
        var ports = Ports.Free(slots.Length);
        var gateways = new List<GatewayUnderTest>();
        foreach (var (index, count) in slots.Index())
        {
            var peers = Enumerable.Range(0, slots.Length).Where(other => other != index).SelectMany((other, position) => new[]
            {
                $"--Gateway:Peers:{position}:Region=region-{other}",
                $"--Gateway:Peers:{position}:Url=http://127.0.0.1:{ports[other]}",
            });
            string[] own = [$"--urls=http://127.0.0.1:{ports[index]}", $"--Gateway:Region=region-{index}", $"--Gateway:Slots={count}", $"--Gateway:PeersKey={PeersKey}", "--Gateway:PeerBudgetMs=10000"];
            gateways.Add(await GatewayUnderTest.StartAsync(null, time, [.. own, .. peers, .. settings]));
        }

        var group = new GatewayGroup(gateways);
        foreach (var gateway in gateways)
        {
            await gateway.UntilHealthAsync(HttpStatusCode.OK);
        }

        return group;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in All)
        {
            await gateway.DisposeAsync();
        }
    }
}
