using EdgeVoice.Tests.Integration;

namespace EdgeVoice.Tests.Browser;

/// <summary>A running region that takes one call at a time.</summary>
public sealed class OneSlotFixture : IAsyncLifetime
{
    internal HostedAppHost AppHost { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        AppHost = await HostedAppHost.StartAsync(environment: new Dictionary<string, string> { ["EdgeVoice__Slots"] = "1" });
        await RegionFixture.WarmAsync(AppHost.CallPage);
    }

    public ValueTask DisposeAsync() => AppHost.DisposeAsync();
}
