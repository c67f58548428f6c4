using EdgeVoice.RealtimeEmulator.Faults;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>How one kind of provider fault is brought about in a live call, and what must come of it.</summary>
internal sealed record FaultCase(string Kind, FaultMoment Moment = FaultMoment.InTheAnswer)
{
    // The greeting is the first response of a session, the tool call of the concierge's answer the second.
    private const int AfterTheToolCall = 2;

    private static readonly FaultCase[] s_cases =
    [
        new(FaultKinds.Connect401, FaultMoment.AtTheReconnect) { Ends = true },
        new(FaultKinds.Connect429, FaultMoment.AtTheReconnect) { Times = 2, Reconnects = true },
        new(FaultKinds.Connect503, FaultMoment.AtTheReconnect) { Times = 100, Ends = true },
        new(FaultKinds.ConnectHang, FaultMoment.AtTheReconnect) { Reconnects = true },
        new(FaultKinds.SessionCreatedDelay, FaultMoment.AtTheReconnect) { DurationMs = 10_000, Reconnects = true },
        new("invalid_event", FaultMoment.AtTheReconnect) { Reconnects = true },
        new(FaultKinds.SessionExpired, FaultMoment.InSilence) { Reconnects = true },
        new(FaultKinds.Close1001, FaultMoment.InTheCallersSpeech) { Reconnects = true },
        new(FaultKinds.DisconnectNow, FaultMoment.BeforeTheAnswer) { Reconnects = true },
        new(FaultKinds.Close1006) { AfterResponses = AfterTheToolCall, AfterMs = 800, Reconnects = true },
        new(FaultKinds.DeltaStall) { AfterResponses = AfterTheToolCall, AfterMs = 800, Reconnects = true },
        new(FaultKinds.SlowFirstAudio) { DurationMs = 30_000, Reconnects = true },
        new(FaultKinds.NoResponse) { Times = 2, Reconnects = true },
        new(FaultKinds.ResponseFailed) { Times = 2 },
        new(FaultKinds.ResponseIncomplete) { Reason = "content_filter" },
        new(FaultKinds.TranscriptAfterDone),
        new(FaultKinds.LateCancel),
        new(FaultKinds.DuplicateDelta) { AfterResponses = AfterTheToolCall },
        new(FaultKinds.UnknownEvent) { AfterResponses = AfterTheToolCall },
        new(FaultKinds.GarbageJson) { AfterResponses = AfterTheToolCall },
        new(FaultKinds.Script) { Reason = "empty-response" },
        new("server_error"),
        new("conversation_already_has_active_response"),
        new("item_retrieve_invalid_item_id"),
        new("response_cancel_not_active") { BargesIn = true },
        new("invalid_value") { BargesIn = true },
        new("unsupported_content_type") { BargesIn = true },
        new(FaultKinds.DuplicateCancel) { BargesIn = true },
        new("insufficient_quota") { Ends = true },
        new("invalid_api_key") { Ends = true },
        new("account_deactivated") { Ends = true },
        new("billing_hard_limit_reached") { Ends = true },
    ];

    public static IReadOnlyDictionary<string, FaultCase> All { get; } = s_cases.ToDictionary(known => known.Kind);

    public int AfterResponses { get; init; }

    public int? AfterMs { get; init; }

    public int? DurationMs { get; init; }

    public int? Times { get; init; }

    public string? Reason { get; init; }

    /// <summary>The provider cannot be had any more: the agent apologises and hangs up.</summary>
    public bool Ends { get; init; }

    /// <summary>The call goes on with another provider session.</summary>
    public bool Reconnects { get; init; }

    /// <summary>The caller interrupts a long reply: some events are sent only then.</summary>
    public bool BargesIn { get; init; }

    public string Persona => BargesIn ? "storyteller" : "concierge";

    /// <param name="session">The session that meets it.</param>
    /// <param name="caller">The call whose session that is, when it is not open yet.</param>
    public object For(string session, string? caller = null) => new
    {
        kind = Kind, session, caller, afterResponses = AfterResponses, afterMs = AfterMs, durationMs = DurationMs, times = Times, reason = Reason,
    };
}
