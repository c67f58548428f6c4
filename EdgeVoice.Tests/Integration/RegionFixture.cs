using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>One running region for all tests of a collection.</summary>
public sealed class RegionFixture : IAsyncLifetime
{
    // Of all processors' time.
    private const double Calm = 0.4;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    internal HostedAppHost AppHost { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        AppHost = await HostedAppHost.StartAsync();
        await TakesCallsAsync(AppHost);
        await WarmAsync(AppHost.CallPage);
    }

    public ValueTask DisposeAsync() => AppHost.DisposeAsync();

    /// <summary>Waits until the gateway has seen all its parts up and a slot free, and the machine has got over whatever was started.</summary>
    internal static async Task TakesCallsAsync(HostedAppHost appHost)
    {
        await Eventually.IsTrueAsync("a region that takes calls", async () =>
        {
            using var http = new HttpClient();
            using var health = await http.GetAsync(new Uri(appHost.CallPage, "healthz/realtime"));
            return health.IsSuccessStatusCode;
        }, s_limit);
        await MachineLoad.CalmAsync(Calm);
    }

    /// <summary>The first call of new processes is compiled while it talks; no test shall measure that.</summary>
    /// <param name="gateway">The edge, or a gateway of its own.</param>
    internal static async Task WarmAsync(Uri gateway)
    {
        await using var caller = CallerProcess.Start(gateway, "concierge");
        await caller.WaitForAsync("turn", s_limit);
        await caller.HangUpAsync();
    }
}
