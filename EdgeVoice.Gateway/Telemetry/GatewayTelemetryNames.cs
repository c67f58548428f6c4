namespace EdgeVoice.Gateway.Telemetry;

/// <summary>Names of the gateway's spans, metrics and tags.</summary>
internal static class GatewayTelemetryNames
{
    public const string Source = "EdgeVoice.Gateway";

    public const string AdmitSpan = "gateway.admit";

    public const string Slots = "edgevoice.gateway.slots";
    public const string SlotCapacity = "edgevoice.gateway.slots.capacity";
    public const string CallsAdmitted = "edgevoice.gateway.calls.admitted";
    public const string CallsRefused = "edgevoice.gateway.calls.refused";
    public const string CallsEnded = "edgevoice.gateway.calls.ended";
    public const string Joins = "edgevoice.gateway.signalling.joins";
    public const string RtcSessions = "rtc_session_count";
    public const string OpenSockets = "edgevoice.gateway.signalling.open";

    public const string StateTag = "edgevoice.slot.state";
    public const string ReasonTag = "edgevoice.refusal.reason";
    public const string OfferTag = "edgevoice.offer.by";
    public const string VerdictTag = "edgevoice.join.verdict";
    public const string RegionTag = "edgevoice.region";
    public const string CallTag = "edgevoice.call.id";
    public const string PersonaTag = "edgevoice.persona";
}
