using System.Globalization;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Stalls;

/// <summary>What one call went through.</summary>
/// <param name="NoticedMs">How long after the stall the agent gave the session up; nothing when it did not until the caller hung up.</param>
/// <param name="SilenceMs">The longest time in which the caller heard nothing while an answer was due.</param>
/// <param name="WordsLost">Words of the caller that are neither in the turns nor in the journal, or that no session of the provider heard.</param>
/// <param name="Unanswered">What the caller waited for in vain; nothing when all was answered.</param>
/// <param name="Outcome">How the call ended, as the journal has it.</param>
/// <param name="Effects">Bookings of the one that the caller asked for.</param>
internal sealed record StallResult(StallKind Kind, StallMoment Moment, double? NoticedMs, double SilenceMs, int WordsLost, string? Unanswered, string Outcome, int Effects)
{
    private static readonly string[] s_head = ["provider", "moment", "noticed ms", "silence ms", "words lost", "answered", "survived", "effects"];

    /// <summary>It was the caller who hung up.</summary>
    public bool Survived => Outcome == "caller_hung_up";

    public bool Holds(double longestSilenceMs) => Survived && Unanswered is null && WordsLost == 0 && Effects == 1 && SilenceMs <= longestSilenceMs;

    public static string Table(IReadOnlyList<StallResult> results) => TextTable.Format([s_head, .. results.Select(Row)], left: 2);

    private static string[] Row(StallResult result) =>
    [
        StallNames.Of(result.Kind), StallNames.Of(result.Moment), result.NoticedMs is { } ms ? Text(ms) : "-", Text(result.SilenceMs), Text(result.WordsLost),
        YesOrNo(result.Unanswered is null), YesOrNo(result.Survived), result.Effects switch { 0 => "none", 1 => "once", var more => $"{Text(more)} times" },
    ];

    private static string YesOrNo(bool yes) => yes ? "yes" : "no";

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
