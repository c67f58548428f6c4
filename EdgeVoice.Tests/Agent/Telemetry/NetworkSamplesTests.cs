using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Telemetry;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Agent.Telemetry;

public sealed class NetworkSamplesTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CallClock _clock;
    private readonly NetworkSamples _samples;

    public NetworkSamplesTests()
    {
        _clock = new CallClock(_time);
        _samples = new NetworkSamples(_clock);
    }

    [Fact]
    public void MediaPath_WithoutOurOwnJitterBuffer_IsNotKnown()
    {
        _samples.CallerReports(TimeSpan.FromMilliseconds(80));

        Assert.Null(_samples.MediaPathAt(_clock.Now));
    }

    [Fact]
    public void MediaPath_IsTheCallersFigureOurJitterBufferAndAPacketEachWay()
    {
        Media(jitterBufferMs: 35);
        _samples.CallerReports(TimeSpan.FromMilliseconds(80));

        Assert.Equal(80 + 35 + 40, _samples.MediaPathAt(_clock.Now));
    }

    [Fact]
    public void MediaPath_OfAMoment_IsTheOneThatWasMeasuredNearest()
    {
        Media(jitterBufferMs: 20);
        foreach (var path in new[] { 10, 20, 30 })
        {
            _samples.CallerReports(TimeSpan.FromMilliseconds(path));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal([70, 80, 90], new[] { 0.9, 1.1, 60 }.Select(seconds => _samples.MediaPathAt(TimeSpan.FromSeconds(seconds)) ?? 0));
    }

    [Fact]
    public void JitterBuffer_NoSoundSinceTheLastLook_IsTheOneBefore()
    {
        Media(jitterBufferMs: 35);
        Media(jitterBufferMs: null);
        _samples.CallerReports(TimeSpan.Zero);

        Assert.Equal(75, _samples.MediaPathAt(_clock.Now));
    }

    [Fact]
    public void JitterBufferSince_IsTheMeanOfWhatCameSince()
    {
        var before = new MediaStats(null, TimeSpan.Zero, 0, 0, TimeSpan.FromSeconds(48), 1_000);
        var now = before with { Waited = TimeSpan.FromSeconds(88), Emitted = 2_000 };

        Assert.Equal(TimeSpan.FromMilliseconds(40), now.JitterBufferSince(before));
        Assert.Equal(TimeSpan.FromMilliseconds(44), now.JitterBufferSince(null));
        Assert.Null(now.JitterBufferSince(now));
    }

    private void Media(int? jitterBufferMs) => _samples.MediaArrives(
        new MediaStats(null, TimeSpan.Zero, 0, 0, TimeSpan.Zero, 0), null, jitterBufferMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
}
