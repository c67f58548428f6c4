using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>The faults by name, grouped by the moment at which they strike.</summary>
internal static class FaultKinds
{
    public const string Connect429 = "connect_429";
    public const string Connect401 = "connect_401";
    public const string Connect503 = "connect_503";
    public const string ConnectHang = "connect_hang";

    public const string SessionCreatedDelay = "session_created_delay";

    public const string SessionExpired = ErrorCodes.SessionExpired;
    public const string Close1001 = "close_1001";
    public const string DisconnectNow = "disconnect_now";

    public const string Close1006 = "close_1006";
    public const string DeltaStall = "delta_stall";
    public const string SlowFirstAudio = "slow_first_audio";
    public const string NoResponse = "no_response";
    public const string ResponseFailed = "response_failed";
    public const string ResponseIncomplete = "response_incomplete";
    public const string TranscriptAfterDone = "transcript_after_done";
    public const string DuplicateCancel = "duplicate_cancel";
    public const string LateCancel = "late_cancel";
    public const string DuplicateDelta = "duplicate_delta";
    public const string UnknownEvent = "unknown_event";
    public const string GarbageJson = "garbage_json";
    public const string Script = "script";

    public static readonly IReadOnlySet<string> Connect = new HashSet<string> { Connect429, Connect401, Connect503, ConnectHang };

    /// <summary>Strike by themselves when their time has come.</summary>
    public static readonly IReadOnlySet<string> Timed = new HashSet<string> { SessionExpired, Close1001, DisconnectNow };

    /// <summary>Refuse the next event of one type; the empty type stands for whatever would start a response.</summary>
    public static readonly IReadOnlyDictionary<string, string> Refused = new Dictionary<string, string>
    {
        [ErrorCodes.ActiveResponse] = ClientEventTypes.ResponseCreate,
        [ErrorCodes.CancelNotActive] = ClientEventTypes.ResponseCancel,
        [ErrorCodes.InvalidValue] = ClientEventTypes.ItemTruncate,
        [ErrorCodes.UnsupportedContentType] = ClientEventTypes.ItemTruncate,
        [ErrorCodes.ItemRetrieveInvalidId] = ClientEventTypes.ItemRetrieve,
        [ErrorCodes.InvalidEvent] = ClientEventTypes.SessionUpdate,
        [ErrorCodes.InsufficientQuota] = "",
        [ErrorCodes.InvalidApiKey] = "",
        [ErrorCodes.AccountDeactivated] = "",
        [ErrorCodes.BillingHardLimit] = "",
        [ErrorCodes.ServerError] = "",
    };

    public static readonly IReadOnlySet<string> All = new SortedSet<string>([
        .. Connect, .. Timed, .. Refused.Keys, SessionCreatedDelay, Close1006, DeltaStall, SlowFirstAudio, NoResponse, ResponseFailed,
        ResponseIncomplete, TranscriptAfterDone, DuplicateCancel, LateCancel, DuplicateDelta, UnknownEvent, GarbageJson, Script], StringComparer.Ordinal);
}
