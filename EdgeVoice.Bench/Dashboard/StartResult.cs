using System.Globalization;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>Seconds since the start of the process, each list in order of length.</summary>
/// <param name="Newest">To the page with the newest turns, over full files.</param>
/// <param name="Complete">To an answer that is made of all that was kept.</param>
/// <param name="Empty">To the page, over no files.</param>
internal sealed record StartResult(double Megabytes, long Spans, double[] Newest, double[] Complete, double[] Empty)
{
    public override string ToString() => $"""
        start        {Text(Newest)} to the page with the newest turns, {Text(Complete)} to all of them, over {Megabytes.ToString("0", CultureInfo.InvariantCulture)} MB ({Spans} spans); {Text(Empty)} over nothing
        """;

    private static string Text(double[] seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds[seconds.Length / 2]:0.00} s ({seconds[0]:0.00} to {seconds[^1]:0.00}, n = {seconds.Length})");
}
