using EdgeVoice.Bench.Failover.Recordings;

namespace EdgeVoice.Tests.Bench.Failover;

public sealed class AudioGapTests
{
    private const double Window = 3000;

    [Fact]
    public void Measure_SilenceAfterTheFault_IsFromLastToNextAudibleFrame()
    {
        var frames = Speech(0, 5000, 1).Concat(Silence(5000, 8000, 1)).Concat(Speech(8000, 12_000, 2));

        Assert.Equal(new AudioGap(5000, 8000), AudioGap.Measure([.. frames], 4900, Window, null));
    }

    [Fact]
    public void Measure_TrackEndsWithoutSilence_IsTheSame()
    {
        var frames = Speech(0, 5000, 1).Concat(Speech(8000, 12_000, 2));

        Assert.Equal(3000, AudioGap.Measure([.. frames], 4900, Window, null)!.Value.Length);
    }

    [Fact]
    public void Measure_NoiseBelowSpeech_IsSilence()
    {
        var frames = Speech(0, 5000, 1).Concat(Frames(5000, 6000, 99, 1)).Concat(Speech(6000, 8000, 1));

        Assert.Equal(1000, AudioGap.Measure([.. frames], 4900, Window, null)!.Value.Length);
    }

    [Fact]
    public void Measure_ShortPausesAroundTheFault_LongestThatEndsAfterItCounts()
    {
        // 1.5 s before the fault, 0.4 s across it, 0.6 s after it, 2 s long past it.
        var frames = Speech(0, 1000, 1).Concat(Speech(2500, 5000, 1)).Concat(Speech(5400, 6000, 1)).Concat(Speech(6600, 10_000, 1)).Concat(Speech(12_000, 13_000, 1));

        Assert.Equal(new AudioGap(6000, 6600), AudioGap.Measure([.. frames], 5200, Window, null));
    }

    [Fact]
    public void Measure_NeverHeardAgain_IsInfinite()
    {
        var gap = AudioGap.Measure([.. Speech(0, 5000, 1), .. Silence(5000, 20_000, 1)], 4900, Window, null);

        Assert.Equal((5000, null, double.PositiveInfinity), (gap!.Value.From, gap.Value.To, gap.Value.Length));
    }

    [Fact]
    public void Measure_SilenceInWhichTheCallerAsksSomething_IsNoGap()
    {
        // 0.6 s are the fault's; then the agent has finished, and answers what it is asked at 7 s.
        var frames = Speech(0, 5000, 1).Concat(Speech(5600, 6500, 2)).Concat(Speech(10_000, 12_000, 2)).ToArray();

        Assert.Equal(new AudioGap(5000, 5600), AudioGap.Measure(frames, 4900, Window, 7000));
        Assert.Equal(new AudioGap(5000, 5600), AudioGap.Measure(frames[..^100], 4900, Window, 7000));
    }

    [Fact]
    public void Measure_SpeechEndsLongAfterTheFault_HasNoGap() =>
        Assert.Null(AudioGap.Measure([.. Speech(0, 20_000, 1)], 4900, Window, null));

    [Fact]
    public void Measure_NobodySpokeBeforeTheFault_IsNotMeasured() =>
        Assert.Null(AudioGap.Measure([.. Speech(0, 2000, 1), .. Speech(9000, 12_000, 1)], 4900, Window, null));

    [Fact]
    public void Measure_TwoTracksInterleaved_SecondOneFillsTheGap()
    {
        var frames = Speech(0, 5000, 1).Concat(Silence(5000, 7000, 1)).Concat(Speech(5100, 7000, 2)).OrderBy(frame => frame.At);

        Assert.Equal(100, AudioGap.Measure([.. frames], 4900, 500, null)!.Value.Length);
    }

    [Theory]
    [InlineData(5000, 0)]
    [InlineData(4900, 0)]
    [InlineData(4000, 800)]
    public void Overlap_TwoAgentsAtOnce_CountsBeyondTheTolerance(int secondFrom, double expected) =>
        Assert.Equal(expected, TwoSpeakers.Overlap([.. Speech(0, 5000, 1), .. Speech(secondFrom, 8000, 2)]));

    [Fact]
    public void Rms_OfASquareWave_IsItsHeight() => Assert.Equal(1000, Loudness.Rms([1000, -1000, 1000, -1000]));

    private static IEnumerable<HeardFrame> Speech(int from, int to, int source) => Frames(from, to, 3000, source);

    private static IEnumerable<HeardFrame> Silence(int from, int to, int source) => Frames(from, to, 0, source);

    private static IEnumerable<HeardFrame> Frames(int from, int to, int rms, int source) =>
        Enumerable.Range(0, (to - from) / Recording.FrameMs).Select(index => new HeardFrame(from + (index * Recording.FrameMs), rms, source));
}
