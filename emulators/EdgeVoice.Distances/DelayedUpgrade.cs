using Microsoft.AspNetCore.Http.Features;

namespace EdgeVoice.Distances;

/// <summary>An upgrade whose stream is far away.</summary>
public sealed class DelayedUpgrade(IHttpUpgradeFeature inner, NetworkPath path, TimeProvider time) : IHttpUpgradeFeature, IAsyncDisposable
{
    private DelayedStream? _stream;

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync()
    {
        await time.TravelAsync(path.OneWayOfStream());
        return _stream = new(await inner.UpgradeAsync(), path, time);
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
