using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>One running region for all tests of a collection.</summary>
public sealed class RegionFixture : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    internal HostedAppHost AppHost { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        AppHost = await HostedAppHost.StartAsync();
        await TakesCallsAsync(AppHost);
        await WarmAsync();
    }

    public ValueTask DisposeAsync() => AppHost.DisposeAsync();

    /// <summary>Waits until the gateway has seen all its parts up and a slot free.</summary>
    internal static Task TakesCallsAsync(HostedAppHost appHost) => Eventually.IsTrueAsync("a region that takes calls", async () =>
    {
        using var http = new HttpClient();
        using var health = await http.GetAsync(new Uri(appHost.CallPage, "healthz/realtime"));
        return health.IsSuccessStatusCode;
    }, s_limit);

    /// <summary>The first call of new processes is compiled while it talks; no test shall measure that.</summary>
    private async Task WarmAsync()
    {
        await using var caller = CallerProcess.Start(AppHost.CallPage, "concierge");
        await caller.WaitForAsync("turn", s_limit);
        await caller.HangUpAsync();
    }
}
