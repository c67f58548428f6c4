using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>A LiveKit server for the whole collection; rooms keep its tests apart.</summary>
public sealed class LiveKitServerFixture : IAsyncLifetime
{
    private LiveKitEmulatorProcess? _server;

    internal LiveKitEmulatorProcess Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await LiveKitEmulatorProcess.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
