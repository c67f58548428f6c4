using System.Diagnostics.Metrics;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>The agent's instruments. Durations are seconds, as OpenTelemetry asks.</summary>
internal static class AgentMeter
{
    public const string Name = "EdgeVoice.Agent";

    private static readonly Meter s_meter = new(Name);

    private static int s_sessions;

    /// <summary>Calls this process is in: what admission and autoscaling look at.</summary>
    public static readonly ObservableGauge<int> Sessions =
        s_meter.CreateObservableGauge("rtc_session_count", () => Volatile.Read(ref s_sessions), "{session}", "Calls the agent is in");

    public static readonly Histogram<double> HeardSilence =
        s_meter.CreateHistogram<double>("edgevoice.turn.heard_silence", "s", "End of the caller's speech to the first sound of the answer");

    public static readonly Histogram<double> Endpointing =
        s_meter.CreateHistogram<double>("edgevoice.turn.endpointing", "s", "End of the caller's speech to the decision that it had ended");

    public static readonly Histogram<double> FirstAudio =
        s_meter.CreateHistogram<double>("edgevoice.turn.first_audio", "s", "That decision to the first audio of the answer");

    public static readonly Histogram<double> BargeInStop =
        s_meter.CreateHistogram<double>("edgevoice.barge_in.stop", "s", "Onset of the caller's speech to the stop of play-out");

    public static readonly Histogram<double> ProviderRoundTrip =
        s_meter.CreateHistogram<double>("edgevoice.provider.round_trip", "s", "Something that costs the provider nothing, there and back on the call's own socket");

    public static void SessionStarted() => Interlocked.Increment(ref s_sessions);

    public static void SessionEnded() => Interlocked.Decrement(ref s_sessions);
}
