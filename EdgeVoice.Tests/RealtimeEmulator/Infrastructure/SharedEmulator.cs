using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

[assembly: AssemblyFixture(typeof(SharedEmulator))]

namespace EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

/// <summary>One running emulator for all tests that do not change its plan; started by the first that asks.</summary>
public sealed class SharedEmulator : IAsyncDisposable
{
    private readonly Lazy<Task<EmulatorHost>> _host = new(() => EmulatorHost.StartAsync());

    internal Task<EmulatorHost> StartAsync() => _host.Value;

    public async ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
        {
            await (await _host.Value).DisposeAsync();
        }
    }
}
