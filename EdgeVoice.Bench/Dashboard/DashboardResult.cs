using System.Globalization;

namespace EdgeVoice.Bench.Dashboard;

/// <param name="SpansPerSecond">Decoded, checked, stored in memory and written to the files by one thread.</param>
/// <param name="LimitMegabytes">Managed memory with the limit of spans reached.</param>
/// <param name="TenfoldMegabytes">The same after ten times as many had come.</param>
/// <param name="QueryP95Ms">Over HTTP, with all turns stored.</param>
internal sealed record DashboardResult(
    double SpansPerSecond,
    int LimitSpans,
    double LimitMegabytes,
    double TenfoldMegabytes,
    long DroppedSpans,
    int Turns,
    int Queries,
    double QueryP50Ms,
    double QueryP95Ms,
    StartResult Start)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        ingest       {SpansPerSecond:0} spans/s on one core
        memory       {LimitMegabytes:0} MB at the limit of {LimitSpans} spans, {TenfoldMegabytes:0} MB after ten times as many ({DroppedSpans} dropped)
        queries      p50 {QueryP50Ms:0.0} ms, p95 {QueryP95Ms:0.0} ms (n = {Queries}) with {Turns} turns
        {Start}
        """);
}
