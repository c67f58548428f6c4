using System.Diagnostics.Metrics;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>The agent's instruments. Durations are seconds, as OpenTelemetry asks.</summary>
internal static class AgentMeter
{
    public const string Name = "EdgeVoice.Agent";

    private static readonly Meter s_meter = new(Name);

    // The default ones are for milliseconds: every silence would be in the first.
    private static readonly InstrumentAdvice<double> s_waits =
        new() { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10] };

    private static readonly InstrumentAdvice<double> s_trips =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2.5, 5] };

    private static int s_sessions;

    /// <summary>Calls this process is in: what admission and autoscaling look at.</summary>
    public static readonly ObservableGauge<int> Sessions =
        s_meter.CreateObservableGauge("rtc_session_count", () => Volatile.Read(ref s_sessions), "{session}", "Calls the agent is in");

    public static readonly Histogram<double> HeardSilence =
        Waits("edgevoice.turn.heard_silence", "End of the caller's speech to the first sound of the answer, at the agent");

    public static readonly Histogram<double> Endpointing =
        Waits("edgevoice.turn.endpointing", "End of the caller's speech to the decision that it had ended");

    public static readonly Histogram<double> FirstAudio =
        Waits("edgevoice.turn.first_audio", "That decision to the first audio of the answer");

    public static readonly Histogram<double> BargeInStop =
        s_meter.CreateHistogram("edgevoice.barge_in.stop", "s", "Onset of the caller's speech to the stop of play-out", null, s_trips);

    public static readonly Histogram<double> ProviderRoundTrip =
        s_meter.CreateHistogram("edgevoice.provider.round_trip", "s", "Something that costs the provider nothing, there and back on the call's own socket", null, s_trips);

    /// <summary>By <c>kind</c>: <c>text</c>, <c>bytes</c>, <c>data</c>, <c>attributes</c>, <c>track</c>.</summary>
    public static readonly Counter<long> RoomInputDropped =
        s_meter.CreateCounter<long>("edgevoice.room.dropped", "{message}", "What participants sent into a room beyond what the agent asks for or takes");

    /// <summary>The queue of LiveKit's client core.</summary>
    public const string CoreQueue = "core";

    /// <summary>The agent's own, behind it.</summary>
    public const string AgentQueue = "agent";

    private static readonly Counter<double> s_callerAudioLost =
        s_meter.CreateCounter<double>("edgevoice.caller_audio.lost", "s", "Audio of callers that had arrived and was thrown away because nobody fetched it within a second");

    private static readonly Counter<long> s_unreadEvents =
        s_meter.CreateCounter<long>("edgevoice.provider.events.unread", "{event}", "Provider events that are unknown to this build or not what the protocol says");

    private static readonly Counter<long> s_responseFailures =
        s_meter.CreateCounter<long>("edgevoice.response.failures", "{response}", "Responses that ended or were withheld without an answer");

    public static void UnreadEvent(bool isMalformed) =>
        s_unreadEvents.Add(1, new KeyValuePair<string, object?>("edgevoice.event.kind", isMalformed ? "malformed" : "unknown"));

    public static void ResponseFailed() => s_responseFailures.Add(1);

    /// <param name="audio">How much of it.</param>
    /// <param name="queue"><see cref="CoreQueue"/> or <see cref="AgentQueue"/>.</param>
    public static void AudioLost(TimeSpan audio, string queue) =>
        s_callerAudioLost.Add(audio.TotalSeconds, new KeyValuePair<string, object?>("edgevoice.queue", queue));

    public static void SessionStarted() => Interlocked.Increment(ref s_sessions);

    public static void SessionEnded() => Interlocked.Decrement(ref s_sessions);

    private static Histogram<double> Waits(string name, string description) => s_meter.CreateHistogram(name, "s", description, null, s_waits);
}
