using EdgeVoice.Bench.Failover.Recordings;
using EdgeVoice.Bench.Stalls;

namespace EdgeVoice.Tests.Bench.Stalls;

public sealed class StallReportTests
{
    private const double Limit = 5_500;

    private static readonly StallResult s_good = new(StallKind.Mute, StallMoment.CallerSpeaks, 1800, 2400, 0, null, "caller_hung_up", 1);

    [Fact]
    public void Longest_BetweenTwoAnswers_IsTheSilence()
    {
        var frames = Frames(0, 900, 3000).Concat(Frames(900, 3000, 50)).Concat(Frames(3000, 4000, 3000));

        Assert.Equal(2100, HeardSilence.Longest(frames, 0, 4000));
    }

    [Fact]
    public void Longest_NobodyAnswers_LastsToTheEnd() => Assert.Equal(4000, HeardSilence.Longest(Frames(0, 900, 3000), 1000, 5000));

    [Fact]
    public void Longest_BeforeTheFirstAnswer_CountsFromTheQuestion() => Assert.Equal(1500, HeardSilence.Longest([.. Frames(0, 500, 3000), .. Frames(2500, 4000, 3000)], 1000, 4000));

    [Theory]
    [InlineData("I would like a table for two tonight, please.", 2700.0, 0)]
    [InlineData("I would like a table for two tonight, please.", null, 0)]
    [InlineData("I would like a table for two tonight, please.", 1350.0, 5)]
    [InlineData("(The caller said something here.)", 2700.0, 9)]
    public void Lost_OfNineWords_AreThoseNobodyWroteOrHeard(string text, double? speechMs, int lost)
    {
        var said = Utterance.Table;

        Assert.Equal(9, said.Words);
        Assert.InRange(said.SoundMs, 2600, 2900);
        Assert.Equal(lost, HeardWords.Lost([said], [new HeardWords(text, speechMs)]));
    }

    [Fact]
    public void Holds_WhatWasLost_DoesNot()
    {
        Assert.True(s_good.Holds(Limit));
        Assert.False((s_good with { SilenceMs = 5600 }).Holds(Limit));
        Assert.False((s_good with { WordsLost = 1 }).Holds(Limit));
        Assert.False((s_good with { Unanswered = "no sign of an answer within 45 s" }).Holds(Limit));
        Assert.False((s_good with { Outcome = "provider_unavailable" }).Holds(Limit));
        Assert.False((s_good with { Effects = 0 }).Holds(Limit));
        Assert.False((s_good with { Effects = 2 }).Holds(Limit));
    }

    [Fact]
    public void Table_TellsEachCall()
    {
        var table = StallResult.Table([s_good, s_good with { Kind = StallKind.Killed, Moment = StallMoment.ToolRuns, NoticedMs = null, Unanswered = "room ended", Outcome = "provider_unavailable", Effects = 2 }]).Split('\n');

        Assert.Equal("provider  moment         noticed ms  silence ms  words lost  answered  survived  effects", table[0]);
        Assert.Equal("mute      caller-speaks        1800        2400           0       yes       yes     once", table[1]);
        Assert.Equal("killed    tool-runs               -        2400           0        no        no  2 times", table[2]);
    }

    private static IEnumerable<HeardFrame> Frames(int from, int to, int rms) =>
        Enumerable.Range(0, (to - from) / Recording.FrameMs).Select(index => new HeardFrame(from + (index * Recording.FrameMs), rms, 1));
}
