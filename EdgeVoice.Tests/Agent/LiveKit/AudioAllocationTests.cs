using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Tests.Agent.LiveKit;

[Collection(AloneGroup.Name)]
public sealed class AudioAllocationTests : IDisposable
{
    private readonly FfiClient _client = new(NullLogger<FfiClient>.Instance);
    private readonly short[] _frame = new short[24 * 20];

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task CaptureAsync_InSteadyState_AllocatesLittle()
    {
        using var source = new AudioSource(_client, 24_000, 1, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++)
        {
            await source.CaptureAsync(_frame, TestContext.Current.CancellationToken);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 30; i++)
        {
            await source.CaptureAsync(_frame, TestContext.Current.CancellationToken);
        }

        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / 30, 0, 4096);
    }
}
