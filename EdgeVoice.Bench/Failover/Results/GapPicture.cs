using System.Globalization;
using System.Text;

namespace EdgeVoice.Bench.Failover.Results;

/// <summary>One recorded gap per fault, one below the other: what the caller heard around the fault, as it was recorded.</summary>
internal static class GapPicture
{
    private const int Width = 960;
    private const int Left = 150;
    private const int Right = 20;
    private const int Top = 54;
    private const int LaneHeight = 92;
    private const int HalfWave = 24;

    // From two seconds before the fault; all lanes on the same scale, so that they can be compared. ms.
    private const double Before = 2000;
    private const double LeastAfter = 6000;

    private const string Style = """
        text{font:12px system-ui,sans-serif;fill:#57606a}.name{font-weight:600;font-size:13px;fill:#1f2328}.wave{fill:#0b7a75}.other{fill:#7a4fb5}
        .gap{fill:#d1242f;fill-opacity:.1}.bracket{stroke:#d1242f;fill:none;stroke-width:1.5}.length{fill:#d1242f;font-weight:600;text-anchor:middle}
        .fault{stroke:#d1242f;stroke-dasharray:4 3}.axis{stroke:#d0d7de}.tick{text-anchor:middle}.bg{fill:#fff}
        @media(prefers-color-scheme:dark){.bg{fill:#0d1117}text{fill:#9198a1}.name{fill:#f0f6fc}.wave{fill:#3fb8af}.other{fill:#b392f0}.axis{stroke:#3d444d}.gap{fill:#ff7b72}.bracket,.fault{stroke:#ff7b72}.length{fill:#ff7b72}}
        """;

    /// <param name="calls">One call per fault, each with a gap that ended.</param>
    public static string Draw(IReadOnlyList<CallResult> calls)
    {
        var after = Math.Max(LeastAfter, calls.Max(call => call.Gap!.Value.To!.Value - call.FaultAt) + 1500);
        var height = Top + (LaneHeight * calls.Count) + 36;
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-label="What a caller hears when something fails">""");
        Line(svg, $"<style>{Style}</style>");
        Line(svg, $"""<rect class="bg" width="{Width}" height="{height}"/>""");
        Line(svg, $"""<text class="name" x="{Left}" y="22">What the caller hears when it happens</text>""");
        Line(svg, $"""<text x="{Left}" y="40">Loudness of the agent's voice as the caller received it. The dashed line is the fault, the bracket the silence that it made.</text>""");
        foreach (var (index, call) in calls.Index())
        {
            Lane(svg, call, Top + (LaneHeight * index) + (LaneHeight / 2), after);
        }

        Axis(svg, Top + (LaneHeight * calls.Count) + 8, after);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void Lane(StringBuilder svg, CallResult call, double middle, double after)
    {
        var gap = call.Gap!.Value;
        double X(double at) => Left + ((at - call.FaultAt + Before) / (Before + after) * (Width - Left - Right));
        var (from, to) = (X(gap.From), X(gap.To!.Value));
        Line(svg, $"""<text class="name" x="12" y="{middle - 4:0.#}">{call.Fault}</text>""");
        Line(svg, $"""<text x="12" y="{middle + 13:0.#}">{(call.From == call.To ? call.From : $"{call.From} → {call.To}")}</text>""");
        Line(svg, $"""<rect class="gap" x="{from:0.#}" y="{middle - HalfWave:0.#}" width="{to - from:0.#}" height="{HalfWave * 2}"/>""");
        Line(svg, $"""<line class="axis" x1="{Left}" y1="{middle:0.#}" x2="{Width - Right}" y2="{middle:0.#}"/>""");
        var frames = call.Recording.Where(frame => frame.At >= call.FaultAt - Before && frame.At <= call.FaultAt + after && frame.Rms > 0).ToArray();
        var first = frames.Select(frame => frame.Source).FirstOrDefault();
        foreach (var track in frames.GroupBy(frame => frame.Source))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{(track.Key == first ? "wave" : "other")}\" d=\"");
            foreach (var frame in track)
            {
                var half = Half(frame.Rms);
                svg.Append(CultureInfo.InvariantCulture, $"M{X(frame.At):0.#} {middle - half:0.#}h1.6v{half * 2:0.#}h-1.6z");
            }

            svg.Append("\"/>\n");
        }

        Line(svg, $"""<line class="fault" x1="{X(call.FaultAt):0.#}" y1="{middle - HalfWave - 10:0.#}" x2="{X(call.FaultAt):0.#}" y2="{middle + HalfWave + 4:0.#}"/>""");
        var bracket = middle - HalfWave - 4;
        Line(svg, $"""<path class="bracket" d="M{from:0.#} {bracket + 5:0.#}V{bracket:0.#}H{to:0.#}V{bracket + 5:0.#}"/>""");
        Line(svg, $"""<text class="length" x="{(from + to) / 2:0.#}" y="{bracket - 4:0.#}">{gap.Length:0} ms</text>""");
    }

    private static void Axis(StringBuilder svg, double y, double after)
    {
        for (var second = (int)(-Before / 1000); second * 1000 <= after; second++)
        {
            var x = Left + (((second * 1000) + Before) / (Before + after) * (Width - Left - Right));
            Line(svg, $"""<line class="axis" x1="{x:0.#}" y1="{y:0.#}" x2="{x:0.#}" y2="{y + 5:0.#}"/>""");
            Line(svg, $"""<text class="tick" x="{x:0.#}" y="{y + 20:0.#}">{(second > 0 ? "+" : "")}{second} s</text>""");
        }
    }

    // Loudness as an ear has it: 60 dB from nothing to full.
    private static double Half(int rms) => Math.Clamp((20 * Math.Log10(rms / 32768.0) / 60) + 1, 0.02, 1) * HalfWave;

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
