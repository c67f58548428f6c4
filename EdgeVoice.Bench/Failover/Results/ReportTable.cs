using System.Globalization;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Results;

/// <summary>The summaries as text for a terminal.</summary>
internal static class ReportTable
{
    private static readonly string[] s_head =
        ["fault", "calls", "n", "detect p50", "p95", "gap p50", "p95", "max", "lost", "turns", "turns lost", "effects twice", "slots leaked", "two speakers"];

    public static string Format(IReadOnlyList<FaultSummary> faults) => TextTable.Format([s_head, .. faults.Select(Row), Total(faults)], left: 1);

    private static string[] Row(FaultSummary fault) =>
    [
        fault.Fault, Text(fault.Calls), Text(fault.GapMs?.N ?? 0), Ms(fault.DetectionMs?.P50), Ms(fault.DetectionMs?.P95),
        Ms(fault.GapMs?.P50), Ms(fault.GapMs?.P95), Ms(fault.GapMs?.Max),
        Text(fault.CallsLost), Text(fault.TurnsSeen), Text(fault.TurnsLost), Text(fault.EffectsRepeated), Text(fault.SlotsLeaked), Text(fault.TwoSpeakers),
    ];

    private static string[] Total(IReadOnlyList<FaultSummary> faults) =>
    [
        "all", Text(faults.Sum(fault => fault.Calls)), Text(faults.Sum(fault => fault.GapMs?.N ?? 0)), "", "", "", "", "",
        Text(faults.Sum(fault => fault.CallsLost)), Text(faults.Sum(fault => fault.TurnsSeen)), Text(faults.Sum(fault => fault.TurnsLost)),
        Text(faults.Sum(fault => fault.EffectsRepeated)), Text(faults.Sum(fault => fault.SlotsLeaked)), Text(faults.Sum(fault => fault.TwoSpeakers)),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Ms(double? value) => value is { } ms ? ms.ToString("0", CultureInfo.InvariantCulture) : "-";
}
