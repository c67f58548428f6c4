using System.Globalization;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.CommandLine;

internal static class TurnTable
{
    public static string Header { get; } = Row("started", "silence", "outcome", "region", "cause", "session.turn");

    public static string Line(TurnRow row) => Row(
        row.StartedAt[11..23],
        row.HeardSilenceMs is { } silence ? string.Create(CultureInfo.InvariantCulture, $"{silence:0} ms") : "-",
        row.Outcome,
        row.Region ?? "-",
        row.Cause is { } cause ? string.Create(CultureInfo.InvariantCulture, $"{cause.Name} +{cause.ExcessMs:0}") : "-",
        row.Id) + (row.Findings.Count > 0 ? $"  ! {row.Findings[0].Text}" : "");

    private static string Row(string started, string silence, string outcome, string region, string cause, string id) => $"{started,-12} {silence,9}  {outcome,-14}  {region,-10}  {cause,-32}  {id}";
}
