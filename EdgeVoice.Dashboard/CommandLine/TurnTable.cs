using System.Globalization;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.CommandLine;

internal static class TurnTable
{
    public const string Header = "started       silence  outcome        region      cause                     session.turn";

    public static string Line(TurnRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.StartedAt[11..23]} {(row.HeardSilenceMs is { } silence ? $"{silence:0} ms" : "-"),8}  {row.Outcome,-13}  {row.Region ?? "-",-10}  {Cause(row),-24}  {row.Id}{(row.Findings.Count > 0 ? $"  ! {row.Findings[0].Text}" : "")}");

    private static string Cause(TurnRow row) => row.Cause is { } cause ? string.Create(CultureInfo.InvariantCulture, $"{cause.Name} +{cause.ExcessMs:0}") : "-";
}
