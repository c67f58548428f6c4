using System.Globalization;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Effects;

/// <summary>What became of the bookings whose agents were killed at one step.</summary>
/// <param name="RoundMs">What a round took on the average.</param>
internal sealed record StepResult(KillStep Step, bool DiskKept, int Rounds, int Once, int Twice, int Lost, double RoundMs)
{
    private static readonly string[] s_head = ["killed at", "disk", "rounds", "effects once", "twice", "lost", "ms a round"];

    public bool Holds => Once == Rounds;

    /// <param name="effects">For each round, how many effects there are.</param>
    public static StepResult Of(KillStep step, bool diskKept, IReadOnlyList<int> effects, TimeSpan took) =>
        new(step, diskKept, effects.Count, effects.Count(made => made == 1), effects.Count(made => made > 1), effects.Count(made => made == 0), took.TotalMilliseconds / effects.Count);

    public static string Table(IReadOnlyList<StepResult> results) => TextTable.Format([s_head, .. results.Select(Row), Total(results)], left: 2);

    private static string[] Row(StepResult result) =>
    [
        KillSteps.NameOf(result.Step), result.DiskKept ? "kept" : "lost", Text(result.Rounds), Text(result.Once), Text(result.Twice), Text(result.Lost), Text(result.RoundMs),
    ];

    private static string[] Total(IReadOnlyList<StepResult> results) =>
        ["all", "", Text(results.Sum(result => result.Rounds)), Text(results.Sum(result => result.Once)), Text(results.Sum(result => result.Twice)), Text(results.Sum(result => result.Lost)), ""];

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
