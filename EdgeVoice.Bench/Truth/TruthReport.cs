using System.Globalization;
using System.Text;

namespace EdgeVoice.Bench.Truth;

/// <summary>How often the dashboard says what the caller's recording says, and why not in the other cases.</summary>
internal sealed class TruthReport(IReadOnlyList<ComparedTurn> turns, int calls, int sessions, int failedCalls, int shownTurns, int summing)
{
    private const double ToleranceMs = 30;

    public int Calls => calls;

    public int Sessions => sessions;

    public int FailedCalls => failedCalls;

    public int ShownTurns => shownTurns;

    public int PhasesSum => summing;

    public int Compared => Known.Length;

    /// <summary>Media on its way, there and back: the median of what the recording has more than the dashboard.</summary>
    public double PathMs => Median([.. Known.Select(turn => turn.DifferenceMs!.Value)]);

    public double WithinAsShown => Share(turn => Math.Abs(turn.DifferenceMs!.Value) <= ToleranceMs);

    public double WithinAfterPath => Share(turn => Math.Abs(turn.DifferenceMs!.Value - PathMs) <= ToleranceMs);

    public IReadOnlyList<string> Rest => [.. turns.Where(turn => turn.DifferenceMs is not { } off || Math.Abs(off - PathMs) > ToleranceMs).Select(Explain)];

    private ComparedTurn[] Known => [.. turns.Where(turn => turn.DifferenceMs is not null)];

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"calls        {Calls}, {Sessions} of them sessions on the dashboard, {FailedCalls} not finished");
        text.AppendLine(CultureInfo.InvariantCulture, $"phases       {PhasesSum} of {ShownTurns} turns sum to their length");
        text.AppendLine(CultureInfo.InvariantCulture, $"media path   {PathMs:0} ms there and back (median of recording less dashboard, n = {Compared})");
        text.AppendLine(CultureInfo.InvariantCulture, $"within {ToleranceMs:0} ms  {WithinAfterPath:P1} of {Compared} turns with the media path, {WithinAsShown:P1} without");
        foreach (var line in Rest)
        {
            text.AppendLine("  " + line);
        }

        return text.ToString();
    }

    private string Explain(ComparedTurn turn)
    {
        var name = turn.Shown?.Id ?? turn.Said.CallId;
        if (turn.Said.HeardAt is null)
        {
            return $"{name} ({turn.Said.What}): the caller heard no answer{(turn.Shown is null ? "" : $", the turn is {turn.Shown.Outcome}")}";
        }

        if (turn.Shown is null)
        {
            return $"{name} ({turn.Said.What}): no turn ended its speech near this";
        }

        if (turn.DifferenceMs is not { } off)
        {
            return $"{name} ({turn.Said.What}): the dashboard knows no silence. {string.Join(' ', turn.Shown.Findings)}";
        }

        var (up, down) = (turn.UpMs!.Value - Median([.. Known.Select(known => known.UpMs!.Value)]), turn.DownMs!.Value - Median([.. Known.Select(known => known.DownMs!.Value)]));
        var reason = turn.Shown.Findings.Count > 0 ? turn.Shown.Findings[0]
            : Math.Abs(up) > Math.Abs(down) ? string.Create(CultureInfo.InvariantCulture, $"the provider found the end of speech {Math.Abs(up):0} ms {(up > 0 ? "later" : "earlier")} than usual")
            : down < 0 ? string.Create(CultureInfo.InvariantCulture, $"something was heard {-down:0} ms before the answer (\"one moment\")")
            : string.Create(CultureInfo.InvariantCulture, $"the answer reached the caller's ear {down:0} ms later than usual");
        return string.Create(CultureInfo.InvariantCulture, $"{name} ({turn.Said.What}): off by {off - PathMs:0} ms: {reason}");
    }

    private double Share(Func<ComparedTurn, bool> agrees) => Known.Length == 0 ? 0 : Known.Count(agrees) / (double)Known.Length;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }
}
