using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeVoice.Gateway.Health;
using EdgeVoice.Gateway.Signalling;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Telemetry;

/// <summary>Counts what the gateway decides. Tags are of low cardinality; no call ids on metrics.</summary>
internal sealed class GatewayTelemetry
{
    private static readonly ActivitySource s_source = new(GatewayTelemetryNames.Source);

    private readonly Counter<long> _admitted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _joins;

    public GatewayTelemetry(IMeterFactory meters, SlotLedger ledger, SignallingSockets sockets, PortProbe ports)
    {
        var meter = meters.Create(GatewayTelemetryNames.Source);
        _admitted = meter.CreateCounter<long>(GatewayTelemetryNames.CallsAdmitted, "{call}", "Calls that got a slot and a token");
        _refused = meter.CreateCounter<long>(GatewayTelemetryNames.CallsRefused, "{call}", "Calls refused, by reason");
        _ended = meter.CreateCounter<long>(GatewayTelemetryNames.CallsEnded, "{call}", "Slots given back");
        _joins = meter.CreateCounter<long>(GatewayTelemetryNames.Joins, "{join}", "Signalling requests, by verdict");
        meter.CreateObservableGauge(GatewayTelemetryNames.Slots, () => Measure(ledger.Count()), "{slot}", "Slots by state");
        meter.CreateObservableGauge(GatewayTelemetryNames.SlotCapacity, () => ledger.Count().Capacity, "{slot}", "Slots in all");
        meter.CreateObservableGauge(GatewayTelemetryNames.RtcSessions, () => ports.Sessions, "{session}", "Media sessions of the region's LiveKit");
        meter.CreateObservableGauge(GatewayTelemetryNames.OpenSockets, () => sockets.Count, "{socket}", "Live signalling sockets");
    }

    public static Activity? StartAdmission(string region)
    {
        var activity = s_source.StartActivity(GatewayTelemetryNames.AdmitSpan);
        activity?.SetTag(GatewayTelemetryNames.RegionTag, region);
        return activity;
    }

    /// <param name="by">Who made the offer: <c>here</c>, a <c>peer</c>, or this gateway <c>for-peer</c>.</param>
    public void Admitted(string by) => _admitted.Add(1, new KeyValuePair<string, object?>(GatewayTelemetryNames.OfferTag, by));

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>(GatewayTelemetryNames.ReasonTag, reason));

    public void Ended(int calls) => _ended.Add(calls);

    public void Join(JoinVerdict? verdict) =>
        _joins.Add(1, new KeyValuePair<string, object?>(GatewayTelemetryNames.VerdictTag, verdict?.ToString() ?? "BadToken"));

    private static Measurement<int>[] Measure(SlotCounts counts) =>
    [
        new(counts.Free, new KeyValuePair<string, object?>(GatewayTelemetryNames.StateTag, "free")),
        new(counts.Reserved, new KeyValuePair<string, object?>(GatewayTelemetryNames.StateTag, "reserved")),
        new(counts.Active, new KeyValuePair<string, object?>(GatewayTelemetryNames.StateTag, "active")),
    ];
}
