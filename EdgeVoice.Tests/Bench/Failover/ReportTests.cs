using System.Xml.Linq;
using EdgeVoice.Bench.Failover.Recordings;
using EdgeVoice.Bench.Failover.Results;

namespace EdgeVoice.Tests.Bench.Failover;

public sealed class ReportTests
{
    [Fact]
    public void Percentiles_AreMeasuredValues()
    {
        Assert.Equal(new Percentiles(20, 10, 19, 20), Percentiles.Of(Enumerable.Range(1, 20).Reverse().Select(value => (double)value)));
        Assert.Equal(new Percentiles(3, 2, 3, 3), Percentiles.Of([3, 1, 2]));
        Assert.Equal(new Percentiles(1, 7, 7, 7), Percentiles.Of([7]));
        Assert.Null(Percentiles.Of([]));
    }

    [Fact]
    public void Table_CountsWhatWentWrong()
    {
        CallResult[] calls = [Call(1200, null), Call(900, null) with { LostTurns = 1, RepeatedEffects = 2, TwoSpeakersMs = 300 }, Call(double.NaN, "not heard again") with { Gap = new AudioGap(5000, null) }];

        var table = ReportTable.Format([FaultSummary.Of("agent-killed", calls, slotsLeaked: 1)]).Split('\n');

        Assert.Equal("fault         calls  n  detect p50  p95  gap p50   p95   max  lost  turns  turns lost  effects twice  slots leaked  two speakers", table[0]);
        Assert.Equal("agent-killed      3  2         400  400      900  1200  1200     1     12           1              2             1             1", table[1]);
        Assert.Equal(["all", "3", "2", "1", "12", "1", "2", "1", "1"], table[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Picture_ShowsFaultAndGapOfEachCall()
    {
        var svg = XDocument.Parse(GapPicture.Draw([Call(1200, null), Call(3100, null) with { Fault = "region-killed", To = "us-west" }]));
        string[] Texts(string type) => [.. svg.Descendants().Where(element => element.Attribute("class")?.Value == type).Select(element => element.Value)];

        Assert.Equal(["1200 ms", "3100 ms"], Texts("length"));
        Assert.Equal(2, Texts("fault").Length);
        Assert.Equal(2, Texts("other").Length);
        Assert.Contains(svg.Descendants(), element => element.Value == "us-east → us-west");
    }

    private static CallResult Call(double gap, string? lost)
    {
        HeardFrame[] frames = [.. Frames(0, 5000, 1), .. double.IsNaN(gap) ? [] : Frames(5000 + gap, 9000, 2)];
        return new CallResult("call_a", "agent-killed", 5000, 5400, "agent left", new AudioGap(5000, 5000 + gap), lost, "us-east", "us-east", 2, 4, 0, 0, 0, frames);
    }

    private static IEnumerable<HeardFrame> Frames(double from, double to, int source)
    {
        for (var at = from; at < to; at += Recording.FrameMs)
        {
            yield return new HeardFrame(at, 3000, source);
        }
    }
}
