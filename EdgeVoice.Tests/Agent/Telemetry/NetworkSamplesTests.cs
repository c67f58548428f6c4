using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Telemetry;

public sealed class NetworkSamplesTests
{
    private static readonly MediaStats s_media = new(null, TimeSpan.Zero, 0, 0, TimeSpan.Zero, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly CallClock _clock;
    private readonly NetworkSamples _samples;

    public NetworkSamplesTests()
    {
        _clock = new CallClock(_time);
        _samples = new NetworkSamples(_clock);
    }

    [Fact]
    public void MediaPath_WithoutEitherFigure_IsNotKnown()
    {
        _samples.CallerReports(TimeSpan.FromMilliseconds(80));
        Assert.Null(_samples.MediaPath(null, _clock.Now));

        var other = new NetworkSamples(_clock);
        other.MediaArrives(s_media, null, TimeSpan.FromMilliseconds(35));
        Assert.Null(other.MediaPath(null, _clock.Now));
    }

    [Fact]
    public void MediaPath_IsTheCallersFigureOurJitterBufferAndAPacketEachWay()
    {
        Media(jitterBufferMs: 35);
        _samples.CallerReports(TimeSpan.FromMilliseconds(80));

        Assert.Equal(80 + 35 + 40, _samples.MediaPath(null, _clock.Now));
    }

    [Fact]
    public void MediaPath_OfASilence_HasOurBufferAtItsBeginningAndTheCallersFigureAtItsEnd()
    {
        // Each second our buffer grows by 10 ms and the caller's figure by 100.
        for (var second = 0; second <= 9; second++)
        {
            Media(second * 10);
            _samples.CallerReports(TimeSpan.FromMilliseconds(second * 100));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Spoken until 2.5 s: what was measured at 3 s covers it. Answered at 4.5 s: the caller has said by 7 s what was true then.
        Assert.Equal(30 + 700 + 40, _samples.MediaPath(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(4.5)));
        Assert.Equal(90 + 900 + 40, _samples.MediaPath(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public void JitterBuffer_NoSoundSinceTheLastLook_IsTheOneBefore()
    {
        Media(jitterBufferMs: 35);
        Media(jitterBufferMs: null);
        _samples.CallerReports(TimeSpan.Zero);

        Assert.Equal(75, _samples.MediaPath(null, _clock.Now));
    }

    [Fact]
    public void JitterBufferSince_IsTheMeanOfWhatCameSince()
    {
        var before = new MediaStats(null, TimeSpan.Zero, 0, 0, TimeSpan.FromSeconds(48), 1_000, TimeSpan.Zero);
        var now = before with { Waited = TimeSpan.FromSeconds(88), Emitted = 2_000 };

        Assert.Equal(TimeSpan.FromMilliseconds(40), now.JitterBufferSince(before));
        Assert.Null(now.JitterBufferSince(null));
        Assert.Null(now.JitterBufferSince(now));
    }

    private void Media(int? jitterBufferMs) => _samples.MediaArrives(s_media, null, jitterBufferMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
}
