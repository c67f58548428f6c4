using System.Globalization;
using System.Text;

namespace EdgeVoice.Bench.Truth;

/// <summary>How often the dashboard says what the caller's recording says, and why not in the other cases.</summary>
internal sealed class TruthReport(IReadOnlyList<ComparedTurn> turns, int calls, int sessions, int failedCalls, int shownTurns, int summing)
{
    private const double ToleranceMs = 30;
    private const double LeastWithin = 0.95;

    private static readonly int[] s_percentiles = [5, 25, 75, 95];

    public int Calls => calls;

    public int Sessions => sessions;

    public int FailedCalls => failedCalls;

    public int ShownTurns => shownTurns;

    public int PhasesSum => summing;

    public int Compared => Known.Length;

    /// <summary>What the recordings have more than the dashboard, median, ms.</summary>
    public double BiasMs => Median([.. Known.Select(turn => turn.DifferenceMs!.Value)]);

    /// <summary>The media path that the dashboard counts in, median, ms.</summary>
    public double PathMs => Median([.. Known.Select(turn => turn.Shown!.MediaPathMs ?? 0)]);

    /// <summary>Share of the silences that a caller heard to their end.</summary>
    public double Within => Heard == 0 ? 0 : Known.Count(turn => Math.Abs(turn.DifferenceMs!.Value) <= ToleranceMs) / (double)Heard;

    /// <summary>Silences that a caller heard to their end, shown or not.</summary>
    public int Heard => turns.Count(turn => turn.Said.HeardAt is not null);

    /// <summary>Every call is a session, every turn's phases sum, and nearly every silence is what was heard.</summary>
    public bool Holds => FailedCalls == 0 && Sessions == Calls && PhasesSum == ShownTurns && Within >= LeastWithin;

    public IReadOnlyList<ComparedTurn> Turns => turns;

    public IReadOnlyList<string> Rest => [.. turns.Where(turn => turn.DifferenceMs is not { } off || Math.Abs(off) > ToleranceMs).Select(Explain)];

    private ComparedTurn[] Known => [.. turns.Where(turn => turn.DifferenceMs is not null)];

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"calls        {Calls}, {Sessions} of them sessions on the dashboard, {FailedCalls} not finished");
        text.AppendLine(CultureInfo.InvariantCulture, $"phases       {PhasesSum} of {ShownTurns} turns sum to their length");
        text.AppendLine(CultureInfo.InvariantCulture, $"media path   {PathMs:0} ms there and back, counted in (median)");
        text.AppendLine(CultureInfo.InvariantCulture, $"difference   {BiasMs:0} ms, recording less dashboard (median, n = {Compared}); {string.Join(", ", Percentiles())}");
        text.AppendLine(CultureInfo.InvariantCulture, $"within {ToleranceMs:0} ms  {Within:P1} of {Heard} turns");
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

        var (up, down) = ((turn.UpMs ?? 0) - Median([.. Known.Select(known => known.UpMs ?? 0)]), (turn.DownMs ?? 0) - Median([.. Known.Select(known => known.DownMs ?? 0)]));
        var reason = turn.Shown.Findings.Count > 0 ? turn.Shown.Findings[0]
            : Math.Abs(up) > Math.Abs(down) ? string.Create(CultureInfo.InvariantCulture, $"the provider found the end of speech {Math.Abs(up):0} ms {(up > 0 ? "later" : "earlier")} than usual")
            : down < 0 ? string.Create(CultureInfo.InvariantCulture, $"something was heard {-down:0} ms before the answer (\"one moment\")")
            : string.Create(CultureInfo.InvariantCulture, $"the answer reached the caller's ear {down:0} ms later than usual");
        return string.Create(CultureInfo.InvariantCulture, $"{name} ({turn.Said.What}): off by {off:0} ms: {reason}");
    }

    private IEnumerable<string> Percentiles()
    {
        var off = Known.Select(turn => turn.DifferenceMs!.Value).Order().ToArray();
        return off.Length == 0 ? [] : s_percentiles.Select(percent => string.Create(CultureInfo.InvariantCulture, $"p{percent} {off[off.Length * percent / 100]:0}"));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }
}
